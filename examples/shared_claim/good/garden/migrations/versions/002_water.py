"""Tables of preview features are created where all tables are."""

from alembic import op


def upgrade():
    op.create_table("water_days")
