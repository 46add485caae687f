"""Every bed has a name."""

import sqlalchemy as sa
from alembic import op

revision = "003"
down_revision = "002"


def upgrade():
    op.add_column("beds", sa.Column("name", sa.String(40)))
