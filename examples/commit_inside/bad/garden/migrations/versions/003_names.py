"""Beds have names."""

import sqlalchemy as sa
from alembic import op

revision = "003"
down_revision = "002"


def upgrade():
    op.add_column("beds", sa.Column("name", sa.String(40)))
    session = sa.orm.Session(bind=op.get_bind())
    session.execute(sa.text("UPDATE beds SET name = 'new' WHERE name IS NULL"))
    session.commit()
    op.create_index("ix_beds_name", "beds", ["name"])
