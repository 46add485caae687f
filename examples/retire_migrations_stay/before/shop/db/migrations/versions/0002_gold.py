"""Add gold."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade():
    from shop.preview.gold.models import Rate

    op.create_table("gold_rates")
    op.bulk_insert(Rate.__table__, [])
