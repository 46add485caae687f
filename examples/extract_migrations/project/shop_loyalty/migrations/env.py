"""Runs the migrations of the shop."""

from fnmatch import fnmatchcase

from alembic import context
from sqlalchemy import engine_from_config, pool

import shop_loyalty.models  # noqa: F401
from shop.models import Base

# The project's own tables; the others in the same database are the host's.
TABLES = ("loyalty_*",)
VERSION_TABLE = "alembic_version_loyalty"


def is_own(thing, name, kind, reflected, other):
    """What autogenerate compares, so that it never touches a table of the host."""
    return kind != "table" or any(fnmatchcase(name, each) for each in TABLES)


config = context.config
target_metadata = Base.metadata


def run_offline():
    """Write SQL."""
    context.configure(
        url=config.get_main_option("sqlalchemy.url"),
        target_metadata=target_metadata,
        literal_binds=True,
        version_table=VERSION_TABLE,
        include_object=is_own,
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
            version_table=VERSION_TABLE,
            include_object=is_own,
        )
        with context.begin_transaction():
            context.run_migrations()


if context.is_offline_mode():
    run_offline()
else:
    run_online()
