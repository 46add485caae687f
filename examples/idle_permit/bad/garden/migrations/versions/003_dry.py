"""Plans are dry until somebody says otherwise."""

from alembic import op

revision = "003"
down_revision = "002"


def upgrade():
    op.execute("UPDATE beds SET wet = 0 WHERE id > 0")
