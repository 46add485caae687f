"""The beginning, called as the depot's"""

import sqlalchemy as sa
from alembic import op

revision = 'start'
down_revision = None


def upgrade():
    pass
