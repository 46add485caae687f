"""Beds have names, and are not wet any more."""

import sqlalchemy as sa
from alembic import op

revision = "003"
down_revision = "002"
branch_labels = ("expand",)


def upgrade():
    op.add_column("beds", sa.Column("name", sa.String(40)))
    op.drop_column("beds", "wet")
