"""Beds and plans are dry until somebody says otherwise."""

from alembic import op

revision = "003"
down_revision = "002"

TABLES = {"beds": "wet = 0", "water_plans": "litres = 0"}


def upgrade():
    for table, change in TABLES.items():
        op.execute(f"UPDATE {table} SET {change} WHERE id > 0")
