"""Beds are not wet any more."""

from alembic import op

revision = "004"
down_revision = "002"
branch_labels = ("contract",)


def upgrade():
    op.drop_column("beds", "wet")
