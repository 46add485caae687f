"""Places are looked up"""

import sqlalchemy as sa
from alembic import op

revision = 'e2a'
down_revision = 'e1a'


def upgrade():
    op.create_index("ix_shelves_place", "shelves", ["place"])
