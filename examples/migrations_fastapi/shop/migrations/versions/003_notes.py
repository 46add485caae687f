"""A note on each order."""

import sqlalchemy as sa
from alembic import op

revision = "003"
down_revision = "002"


def upgrade() -> None:
    op.add_column("orders", sa.Column("note", sa.String(200)))
