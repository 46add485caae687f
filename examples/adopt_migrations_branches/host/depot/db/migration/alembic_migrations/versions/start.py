"""The beginning"""

import sqlalchemy as sa
from alembic import op

revision = 'start'
down_revision = None


def upgrade():
    op.create_table(
        "shelves",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("place", sa.String(40), nullable=False),
        sa.Column("rack", sa.Integer),
    )
