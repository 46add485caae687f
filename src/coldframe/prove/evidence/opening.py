"""Connections to the store, its schema, and what databases say when something is wrong."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from sqlalchemy.engine import URL, Connection, Engine

PATIENCE = 60  # seconds for another writer to finish, or for a server to answer
NEWEST = "0001"  # the last step of ``schema``
KNOWN = ("0001",)
_LOCK = 0x636F6C64  # of PostgreSQL: one job makes the tables, the others wait


def engine_of(url: URL, *, writes: bool) -> Engine:
    """An engine for the store at ``url``; SQLite makes the file if it may write.

    Raises Mistake for a missing driver and for another database than SQLite and PostgreSQL.
    """
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import NullPool

    from coldframe.check.database.scratch import connectable

    backend = url.get_backend_name()
    if backend == "postgresql":
        if "connect_timeout" not in url.query:
            url = url.update_query_dict({"connect_timeout": "10"})
        server = connectable(url)

        @event.listens_for(server, "connect")
        def _plainly(connection: Any, _record: Any) -> None:
            # To compile a question takes longer than to answer it.
            connection.execute("SET jit = off")
            connection.commit()

        return server
    if backend != "sqlite":
        raise Mistake(
            f"evidence is kept in SQLite or PostgreSQL, not in {backend}",
            "Write for example: --store sqlite:///evidence.sqlite, or --store"
            " postgresql://USER@HOST/DATABASE",
        )
    place = f"file:{quote(place_of(url))}?mode={'rwc' if writes else 'ro'}"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(place, uri=True, timeout=PATIENCE, isolation_level=None)
        connection.execute("PRAGMA foreign_keys = ON")
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool, hide_parameters=True)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A reader that becomes a writer could not wait: SQLite would refuse it at once.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def place_of(url: URL) -> str:
    """The file of a store in SQLite. Raises Mistake for a store in memory."""
    place = url.database or ""
    if not place or place == ":memory:":
        raise Mistake("a store in memory keeps nothing", "Name a file: sqlite:///evidence.sqlite")
    return os.path.abspath(place)


def make_room(place: str) -> None:
    """Make the folder of the store ``place``; one called ``.coldframe`` is hidden from git.

    Raises Mistake if it cannot be made.
    """
    folder = os.path.dirname(place)
    ignore = os.path.join(folder, ".gitignore")
    try:
        os.makedirs(folder, exist_ok=True)
        if os.path.basename(folder) == ".coldframe" and not os.path.exists(ignore):
            with open(ignore, "w", encoding="ascii") as file:
                file.write("*\n")
    except OSError as error:
        raise Mistake(
            f"{folder} cannot be made: {error.strerror}",
            "Name a store in a folder that this user may write, with --store.",
        ) from None


def is_there(connection: Connection, shown: str) -> bool:
    """Whether the store has its tables, as this Coldframe knows them.

    Raises Mistake for a store that a newer Coldframe has made.
    """
    from sqlalchemy import inspect, text

    if not inspect(connection).has_table("coldframe_version"):
        return False
    version = connection.execute(text("SELECT version_num FROM coldframe_version")).scalar()
    if version is not None and version not in KNOWN:
        raise Mistake(
            f"{shown} was written by a newer Coldframe (schema {version}; this one knows {NEWEST})",
            "Upgrade Coldframe: python -m pip install --upgrade coldframe",
        )
    return bool(version == NEWEST)


def prepare(connection: Connection) -> None:
    """Bring the schema to its newest state, in the transaction of ``connection``."""
    import logging

    from alembic import command
    from alembic.config import Config
    from sqlalchemy import text

    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        if is_there(connection, ""):
            return  # another job has been faster
    config = Config()
    config.set_main_option(
        "script_location", os.path.join(os.path.dirname(__file__), "schema").replace("%", "%%")
    )
    config.attributes["connection"] = connection
    logging.getLogger("alembic").setLevel(logging.WARNING)
    command.upgrade(config, "head")


# What databases say → what people can do; the first that fits.
_REMEDIES = (
    (("disk is full", "disk full", "no space left"),
     "Nothing of it was recorded. Make room, and run it again."),
    (("disk i/o error",), "See whether the disk is full, or broken, and run it again."),
    (("not a database", "malformed", "file is encrypted"),
     "Move it out of the way and fetch a copy, or begin anew with another --store."),
    (("readonly", "read-only", "read only"),
     "Name a store that this user may write, with --store."),
    (("unable to open",), "See whether the folder is there, and whether this user may write it."),
    (("corrections_corrects", "corrections.corrects"),
     "Another job has just corrected this fact: see `coldframe prove NAME --facts`."),
    (("database is locked", "deadlock", "lock"),
     "Another job holds it for long: wait for it, and run it again."),
    (("password authentication", "authentication failed", "no password supplied", 'role "',
      "no pg_hba.conf"), "Check user and password, and that this user may connect from here."),
    (('database "',), "Make that database, or check its name at the end of the address."),
    (("permission denied",), "Let this user make tables and add rows there."),
    (("refused", "resolve", "name or service", "timeout", "timed out", "unreachable",
      "connection failed"), "Check host and port, and that the server runs."),
)  # fmt: skip


@contextmanager
def plainly(shown: str, secrets: tuple[str, ...]) -> Iterator[None]:
    """Errors of the database become Mistakes: what, where, what to do; never a password."""
    from sqlalchemy.exc import SQLAlchemyError

    from coldframe.check.database.scratch import said
    from coldframe.prove.upgrade.secrets import scrubbed

    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        words: Any = scrubbed(said(error), secrets)
        lowered = str(words).lower()
        remedy = next(
            (remedy for signs, remedy in _REMEDIES if any(sign in lowered for sign in signs)),
            "See what the database says, and run it again.",
        )
        raise Mistake(f"{shown}: {words}", remedy) from None
