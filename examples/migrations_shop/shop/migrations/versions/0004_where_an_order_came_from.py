"""Where an order came from."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade():
    with op.batch_alter_table("orders") as batch:
        batch.add_column(sa.Column("channel", sa.String(20)))
