"""A note on each card, and cards are looked up by customer"""

import sqlalchemy as sa
from alembic import op

revision = 'third'
down_revision = 'second'


def upgrade():
    op.add_column("cards", sa.Column("note", sa.String(200)))
    op.create_index("ix_cards_customer", "cards", ["customer_id"])
