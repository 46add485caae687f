"""A note is a remark."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade():
    with op.batch_alter_table("orders") as batch:
        batch.alter_column("note", new_column_name="remark", existing_type=sa.String(200))
