"""Alarms"""

import sqlalchemy as sa
from alembic import op

revision = 'e1a'
down_revision = 'start'
branch_labels = ('expand',)


def upgrade():
    op.create_table(
        "alarms",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("shelf_id", sa.Integer, nullable=False),
        sa.Column("kind", sa.Enum("fire", "water", name="alarm_kind"), nullable=False),
        sa.Column("quiet", sa.Boolean, nullable=False),
        sa.ForeignKeyConstraint(["shelf_id"], ["shelves.id"], ondelete="CASCADE"),
        sa.UniqueConstraint("shelf_id", "kind", name="uniq_alarms0shelf_id0kind"),
    )
