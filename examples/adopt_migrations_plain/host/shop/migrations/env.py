"""Runs the migrations of the shop on the database that the command names."""

from alembic import context
from sqlalchemy import create_engine

from shop.models import Base

target_metadata = Base.metadata


def run_migrations():
    engine = create_engine(context.config.get_main_option("sqlalchemy.url"))
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=target_metadata,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run_migrations()
