"""Currencies in capitals."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade():
    op.execute("UPDATE orders SET currency = upper(currency)")
