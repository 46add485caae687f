"""Beds are called plots."""

import sqlalchemy as sa
from alembic import op

revision = "003"
down_revision = "002"


def upgrade():
    op.create_table(
        "plots",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("wet", sa.Boolean),
    )
    op.drop_table("beds")
