"""Runs the migrations of the shop."""

from alembic import context
from sqlalchemy import engine_from_config, pool

import shop.preview.loyalty.models  # noqa: F401
from shop.models import Base

config = context.config
target_metadata = Base.metadata


def run_offline():
    """Write SQL."""
    context.configure(
        url=config.get_main_option("sqlalchemy.url"),
        target_metadata=target_metadata,
        literal_binds=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def run_online():
    """Change a database."""
    section = config.get_section(config.config_ini_section, {})
    engine = engine_from_config(section, poolclass=pool.NullPool)
    with engine.connect() as connection:
        context.configure(connection=connection, target_metadata=target_metadata, render_as_batch=True)
        with context.begin_transaction():
            context.run_migrations()


if context.is_offline_mode():
    run_offline()
else:
    run_online()
