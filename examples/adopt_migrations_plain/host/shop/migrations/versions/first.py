"""Customers"""

import sqlalchemy as sa
from alembic import op

revision = 'first'
down_revision = None


def upgrade():
    op.create_table(
        "customers",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(80), nullable=False),
    )
