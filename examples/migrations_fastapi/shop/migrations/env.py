"""Alembic runs this; Coldframe only reads it."""

from alembic import context

import shop.models
import shop.preview.loyalty.models  # noqa: F401
from shop.database import Base, engine

with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=Base.metadata)
    with context.begin_transaction():
        context.run_migrations()
