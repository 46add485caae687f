"""Runs the migrations of the shop."""

from fnmatch import fnmatchcase

from alembic import context
from sqlalchemy import engine_from_config, pool

from shop.models import Base

# Tables of features that became projects of their own.
EXTRACTED = ("loyalty_*", "alembic_version_loyalty")


def is_still_ours(thing, name, kind, reflected, other):
    """What autogenerate compares: it would drop what no model here knows."""
    return kind != "table" or not any(fnmatchcase(name, each) for each in EXTRACTED)


config = context.config
target_metadata = Base.metadata


def run_offline():
    """Write SQL."""
    context.configure(
        url=config.get_main_option("sqlalchemy.url"),
        target_metadata=target_metadata,
        literal_binds=True,
        include_object=is_still_ours,
    )
    with context.begin_transaction():
        context.run_migrations()


def run_online():
    """Change a database."""
    section = config.get_section(config.config_ini_section, {})
    engine = engine_from_config(section, poolclass=pool.NullPool)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=target_metadata,
            render_as_batch=True,
            include_object=is_still_ours,
        )
        with context.begin_transaction():
            context.run_migrations()


if context.is_offline_mode():
    run_offline()
else:
    run_online()
