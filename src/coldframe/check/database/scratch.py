"""A database that is made for one run on a server, or in a file, and dropped after it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from coldframe.check.database.encryption import prepare_once
from coldframe.check.database.leftovers import (
    PREFIX,
    drop_leftovers,
    own_name,
    own_prefix,
    remove_leftovers,
)
from coldframe.check.database.unread import forget_unread
from coldframe.check.database.unsynced import unsynced
from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from sqlalchemy.engine import URL, Connection, Engine

EMBEDDED = "sqlite"
_TITLES = {"sqlite": "SQLite", "postgresql": "PostgreSQL", "mysql": "MariaDB", "mariadb": "MariaDB"}
_DRIVERS = {"psycopg": "psycopg[binary]", "psycopg2": "psycopg2-binary", "MySQLdb": "mysqlclient"}


@contextmanager
def scratch(server: str = EMBEDDED) -> Iterator[Engine]:
    """An engine on an empty database of its own.

    ``server`` is ``sqlite``, or the URL of a server on which databases may be created: the
    database that it names is only what is connected to first, and is never touched.
    Raises Mistake, which never shows a password, for a URL that is none, a missing driver,
    a server that does not answer, and one that lets us create no database.
    """
    if server == EMBEDDED:
        yield from _in_a_file()
    else:
        yield from on_a_server(parsed(server))


def clear(engine: Engine) -> None:
    """Drop all that is in the scratch database of ``engine``.

    Raises ValueError for a database that ``scratch`` has not made.
    """
    from sqlalchemy import text

    place = engine.url.database or ""
    if PREFIX not in place:
        raise ValueError(f"{place} is no scratch database")
    dialect = engine.dialect.name
    if dialect == "sqlite":
        engine.dispose()
        for end in ("", "-journal", "-wal", "-shm"):
            if os.path.exists(place + end):
                os.remove(place + end)
        return
    with engine.begin() as connection:
        if dialect == "postgresql":
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        else:
            name = engine.dialect.identifier_preparer.quote(place)
            connection.execute(text(f"DROP DATABASE {name}"))
            connection.execute(text(f"CREATE DATABASE {name} CHARACTER SET utf8mb4"))
            connection.execute(text(f"USE {name}"))


def title(engine: Engine) -> str:
    """What people call the engine: ``PostgreSQL``, ``MariaDB``."""
    if getattr(engine.dialect, "server_version_info", None) is None:  # what it is, the server says
        engine.connect().close()
    if engine.dialect.name == "mysql" and not getattr(engine.dialect, "is_mariadb", True):
        return "MySQL"
    return _TITLES.get(engine.dialect.name, engine.dialect.name)


def parsed(url: str) -> URL:
    """``url`` as SQLAlchemy knows it; ``postgresql://`` and ``mysql://`` get a usual driver."""
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        found = make_url(url)
        port = found.port  # a port that is no number is found out late
    except (ArgumentError, ValueError):
        raise Mistake(
            "the address of the database is no URL",
            "Write for example: postgresql://USER@127.0.0.1:5432/postgres",
        ) from None
    del port
    usual = {"postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg",
             "mysql": "mysql+pymysql", "mariadb": "mariadb+pymysql"}  # fmt: skip
    return found.set(drivername=usual.get(found.drivername, found.drivername))


def shown(url: URL) -> str:
    """``url`` without its password and without what stands behind ``?``."""
    return url.set(query={}).render_as_string(hide_password=True)


def connectable(url: URL) -> Engine:
    """An engine for ``url``; raises Mistake if its driver or dialect is missing."""
    import logging

    from sqlalchemy import create_engine
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError

    # What psycopg could not finish on a lost connection is told by the error; without a handler
    # Python writes it on stderr, too.
    logger = logging.getLogger("psycopg")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())

    try:
        engine = create_engine(url, hide_parameters=True)
    except ModuleNotFoundError as missing:
        name = missing.name or ""
        raise Mistake(
            f"the driver {name} for {url.drivername} is not installed",
            f"python -m pip install {_DRIVERS.get(name, name)}",
        ) from None
    except (NoSuchModuleError, ArgumentError):
        raise Mistake(
            f"there is no database of the kind {url.drivername!r}",
            "Coldframe knows sqlite, postgresql:// and mysql:// (or mariadb://).",
        ) from None
    prepare_once(engine)
    forget_unread(engine)
    return engine


def _in_a_file() -> Iterator[Engine]:
    from tempfile import TemporaryDirectory, gettempdir

    from sqlalchemy.engine import URL

    remove_leftovers(gettempdir())
    with TemporaryDirectory(prefix=own_prefix()) as folder:
        place = os.path.join(folder, "scratch.db")
        engine = unsynced(connectable(URL.create("sqlite", database=place)))
        try:
            yield engine
        finally:
            engine.dispose()


def on_a_server(url: URL, template: str = "") -> Iterator[Engine]:
    """An engine on a new database, dropped at the end; PostgreSQL can copy a ``template``."""
    from sqlalchemy import text
    from sqlalchemy.exc import SQLAlchemyError

    if url.get_backend_name() == "sqlite":
        raise Mistake(
            "a file is no server on which a database could be made",
            "Leave the address away: SQLite is what is used without one.",
        )
    name = own_name()
    server = connectable(url).execution_options(isolation_level="AUTOCOMMIT")
    try:
        more = " CHARACTER SET utf8mb4" if url.get_backend_name() in ("mysql", "mariadb") else ""
        if template:
            more = f" TEMPLATE {template}"
        try:
            with server.connect() as connection:
                drop_leftovers(connection)
                if template:
                    _leave_alone(connection, template)
                connection.execute(text(f"CREATE DATABASE {name}{more}"))
        except SQLAlchemyError as error:
            raise Mistake(
                f"no database could be made at {shown(url)}: {said(error)}",
                "Start the server, or name one on which this user may create databases.",
            ) from None
        engine = unsynced(connectable(url.set(database=name)))
        try:
            engine.connect().close()  # now its dialect knows MySQL from MariaDB
            yield engine
        except BaseException:
            with suppress(Mistake):  # what went wrong before is what has to be told
                _drop(server, engine, name)
            raise
        else:
            _drop(server, engine, name)
    finally:
        server.dispose()


def _leave_alone(connection: Connection, template: str) -> None:
    """End other connections to ``template``: PostgreSQL copies only what nobody uses.

    Ours are closed, but on a loaded server not gone; a revision may have left one of its own.
    """
    from sqlalchemy import text

    asked = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"
    connection.execute(text(asked), {"name": template})


def _drop(server: Engine, engine: Engine, name: str) -> None:
    from sqlalchemy import text
    from sqlalchemy.exc import SQLAlchemyError

    engine.dispose()
    force = " WITH (FORCE)" if server.dialect.name == "postgresql" else ""
    try:
        with server.connect() as connection:
            if server.dialect.name in ("mysql", "mariadb"):  # it would wait for a day
                connection.execute(text("SET SESSION lock_wait_timeout = 10"))
                cut_off(connection, name)
            connection.execute(text(f"DROP DATABASE IF EXISTS {name}{force}"))
    except SQLAlchemyError as error:
        raise Mistake(
            f"the scratch database {name} could not be dropped: {said(error)}",
            f"Drop it by hand, it is nobody's: DROP DATABASE {name}",
        ) from None


def cut_off(connection: Connection, name: str) -> None:
    """End all connections to the database ``name`` of a MariaDB server but this one."""
    from sqlalchemy import text
    from sqlalchemy.exc import SQLAlchemyError

    asked = text(
        "SELECT id FROM information_schema.processlist WHERE db = :name AND id <> CONNECTION_ID()"
    )
    for (number,) in connection.execute(asked, {"name": name}).all():
        with suppress(SQLAlchemyError):  # it has just gone
            connection.execute(text(f"KILL {int(number)}"))


def said(error: BaseException) -> str:
    """What a driver says of an error, on one line, without SQLAlchemy's own additions."""
    original = getattr(error, "orig", None) or error
    words = original.args[-1] if original.args else original
    return " ".join(str(words).split())
