"""The beds that no plan waters."""

from alembic import op

revision = "003"
down_revision = "002"


def upgrade():
    op.execute(
        "CREATE VIEW dry_beds AS"
        " SELECT beds.id FROM beds LEFT JOIN water_plans ON water_plans.id = beds.id"
        " WHERE water_plans.id IS NULL"
    )
