"""Cards; the shop has a revision of the same name"""

import sqlalchemy as sa
from alembic import op

revision = 'first'
down_revision = None


def upgrade():
    op.create_table(
        "cards",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "customer_id",
            sa.Integer,
            sa.ForeignKey("customers.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("kind", sa.String(20), nullable=False),
    )
