"""Cards are looked up by customer, and say since when."""

import sqlalchemy as sa
from alembic import op

revision = "c3"
down_revision = "c2"


def upgrade():
    op.add_column("loyalty_cards", sa.Column("since", sa.Date))
    op.create_index("ix_loyalty_cards_customer", "loyalty_cards", ["customer_id"])
