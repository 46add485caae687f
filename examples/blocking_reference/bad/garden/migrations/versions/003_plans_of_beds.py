"""Every plan is for a bed."""

import sqlalchemy as sa
from alembic import op

revision = "003"
down_revision = "002"


def upgrade():
    op.create_table(
        "water_plans_of_beds",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("bed", sa.Integer, sa.ForeignKey("beds.id")),
    )
