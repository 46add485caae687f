"""Runs the migrations of the alarms on the database that the command names."""

from alembic import context
from sqlalchemy import create_engine

from depot_alarms.db.models import Base

VERSION_TABLE = "alembic_version_alarms"
target_metadata = Base.metadata

engine = create_engine(context.config.get_main_option("sqlalchemy.url"))
with engine.connect() as connection:
    context.configure(
        connection=connection,
        version_table=VERSION_TABLE,
        target_metadata=target_metadata,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()
