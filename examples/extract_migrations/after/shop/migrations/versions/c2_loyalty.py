"""Cards of loyal customers, a preview."""

import sqlalchemy as sa
from alembic import op

revision = "c2"
down_revision = "c1"


def upgrade():
    levels = op.create_table(
        "loyalty_levels",
        sa.Column("name", sa.String(20), primary_key=True),
        sa.Column("stamps", sa.Integer, nullable=False, server_default="10"),
    )
    op.bulk_insert(levels, [{"name": "silver", "stamps": 10}, {"name": "gold", "stamps": 25}])
    op.create_table(
        "loyalty_cards",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "customer_id",
            sa.Integer,
            sa.ForeignKey("customers.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("level", sa.String(20), sa.ForeignKey("loyalty_levels.name"), nullable=False),
    )
