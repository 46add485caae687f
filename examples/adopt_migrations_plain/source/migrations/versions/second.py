"""Levels, of which each card has one"""

import sqlalchemy as sa
from alembic import op

revision = 'second'
down_revision = 'first'


def upgrade():
    levels = op.create_table(
        "card_levels",
        sa.Column("name", sa.String(20), primary_key=True),
        sa.Column("stamps", sa.Integer, nullable=False, server_default="10"),
    )
    op.bulk_insert(levels, [{"name": "silver", "stamps": 10}, {"name": "gold", "stamps": 25}])
    op.execute("UPDATE cards SET kind = 'silver' WHERE kind NOT IN ('silver', 'gold')")
    with op.batch_alter_table("cards") as batch:
        batch.alter_column(
            "kind", new_column_name="level", existing_type=sa.String(20), existing_nullable=False
        )
    with op.batch_alter_table("cards") as batch:
        batch.create_foreign_key("fk_cards_level", "card_levels", ["level"], ["name"])
