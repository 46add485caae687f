"""The expand branch begins"""

import sqlalchemy as sa
from alembic import op

revision = 'e1a'
down_revision = 'start'
branch_labels = ('expand',)


def upgrade():
    pass
