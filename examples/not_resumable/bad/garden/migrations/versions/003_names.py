"""Every bed has a name, by which it is found."""

import sqlalchemy as sa
from alembic import op

revision = "003"
down_revision = "002"


def upgrade():
    op.add_column("beds", sa.Column("name", sa.String(40)))
    with op.get_context().autocommit_block():
        op.create_index("ix_beds_name", "beds", ["name"])
    op.execute("UPDATE beds SET name = 'bed' WHERE name IS NULL")
