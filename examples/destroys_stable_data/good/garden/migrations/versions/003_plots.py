"""Beds are called plots."""

from alembic import op

revision = "003"
down_revision = "002"


def upgrade():
    op.rename_table("beds", "plots")
