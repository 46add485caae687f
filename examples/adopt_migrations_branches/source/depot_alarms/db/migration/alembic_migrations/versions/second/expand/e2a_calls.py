"""Who is called"""

import sqlalchemy as sa
from alembic import op

revision = 'e2a'
down_revision = 'e1a'


def upgrade():
    op.create_table(
        "alarm_calls",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "alarm_id",
            sa.Integer,
            sa.ForeignKey("alarms.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("phone", sa.String(40)),
    )
