"""Watering, a preview feature."""

import sqlalchemy as sa
from alembic import op

revision = "002"
down_revision = "001"


def upgrade():
    op.create_table(
        "water_plans",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("litres", sa.Integer),
    )
