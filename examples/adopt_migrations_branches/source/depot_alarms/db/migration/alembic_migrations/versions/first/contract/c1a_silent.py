"""Quiet alarms are silent ones"""

import sqlalchemy as sa
from alembic import op

revision = 'c1a'
down_revision = 'start'
branch_labels = ('contract',)
depends_on = ('e1a',)


def upgrade():
    with op.batch_alter_table("alarms") as batch:
        batch.alter_column(
            "quiet", new_column_name="silent", existing_type=sa.Boolean, existing_nullable=False
        )
