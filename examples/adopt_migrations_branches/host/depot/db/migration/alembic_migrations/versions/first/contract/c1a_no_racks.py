"""Shelves have no racks any more"""

import sqlalchemy as sa
from alembic import op

revision = 'c1a'
down_revision = 'start'
branch_labels = ('contract',)


def upgrade():
    with op.batch_alter_table("shelves") as batch:
        batch.drop_column("rack")
