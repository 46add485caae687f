"""The beds that are dry."""

from alembic import op

revision = "003"
down_revision = "002"


def upgrade():
    op.execute("CREATE VIEW dry_beds AS SELECT beds.id FROM beds WHERE wet = 0")
