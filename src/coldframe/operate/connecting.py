"""Connections to the operator's database: such as cannot write, and one that may.

What is read is read in one transaction, so that all of it is of the same moment.
"""

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

    from coldframe.operate.address import Address

PATIENCE = 10  # seconds for a server to answer, and for a lock of another client
# Said to each new connection, so that values arrive as they are stored and in one form.
_FIRST = {
    "postgresql": (
        "SET TIME ZONE 'UTC'", "SET DateStyle = 'ISO, YMD'", "SET IntervalStyle = 'postgres'",
        "SET bytea_output = 'hex'", "SET extra_float_digits = 1",
        f"SET lock_timeout = '{PATIENCE}s'",
    ),
    "mysql": (
        "SET SESSION time_zone = '+00:00'",
        f"SET SESSION lock_wait_timeout = {PATIENCE}",
        f"SET SESSION innodb_lock_wait_timeout = {PATIENCE}",
    ),
}  # fmt: skip
_READ_ONLY = {
    "postgresql": "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL REPEATABLE READ,"
    " READ ONLY",
    "mysql": "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
}
# How drivers are told to give up on a server that does not answer.
_TIMEOUTS = ("connect_timeout",)


@contextmanager
def reading(address: Address) -> Iterator[Engine]:
    """An engine whose connections cannot write: the server, or SQLite, refuses it.

    Every error of the database inside of the block becomes a Mistake that names the database
    and shows no secret.
    """
    with _open(address, writes=False) as engine:
        yield engine


@contextmanager
def writing(address: Address) -> Iterator[Engine]:
    """An engine that may write; errors as with ``reading``."""
    with _open(address, writes=True) as engine:
        yield engine


@contextmanager
def plainly(address: Address) -> Iterator[None]:
    """Errors of the database become Mistakes: what, where, what to do; never a secret."""
    from sqlalchemy.exc import DBAPIError, SQLAlchemyError

    from coldframe.check.database.scratch import said

    try:
        yield
    except Mistake as mistake:
        what, remedy = address.hide(mistake.what), address.hide(mistake.remedy)
        raise Mistake(what, remedy, mistake.path, mistake.line) from None
    except (SQLAlchemyError, sqlite3.Error) as error:
        words = address.hide(said(error))
        lost = isinstance(error, DBAPIError) and error.connection_invalidated
        raise Mistake(f"{address.shown}: {words}", _remedy(words, lost)) from None
    except UnicodeDecodeError as error:
        raise Mistake(
            f"{address.shown}: a text in it is no {error.encoding}, and cannot be kept exactly",
            "Save it with the engine's own tools, or repair the text first.",
        ) from None


# What engines say → what the operator can do; the first that fits.
_REMEDIES = (
    (("access denied", "password authentication", "authentication failed", "no password supplied",
      "role \"", "no pg_hba.conf"),
     "Check user and password, and that this user may connect from here and read this database."),
    (("unknown database", "does not exist\nfatal", "database \""),
     "Check the name of the database at the end of the address."),
    (("can't connect", "connection refused", "could not translate", "failed to resolve",
      "name or service", "timeout expired", "timed out", "unreachable", "no such file or directory",
      "connection failed"),
     "Check host and port, and that the server runs and lets this machine in."),
    (("lock",), "Another client holds a lock, perhaps an upgrade that is under way: wait for it."),
    (("command denied", "permission denied"),
     "Give this user the right to read (SELECT) all tables of the host."),
    (("read-only", "read only", "readonly"), "Use a user, or a file, that may be written to."),
    (("server has gone away", "lost connection", "closed the connection", "terminating connection",
      "connection is closed", "consuming input failed"),
     "The connection broke off; run it again when the server is back."),
)  # fmt: skip


def _remedy(words: str, lost: bool) -> str:
    lowered = words.lower()
    for signs, remedy in _REMEDIES:
        if any(sign in lowered for sign in signs):
            return remedy
    return _REMEDIES[-1][1] if lost else "See what the server says, and run it again."


@contextmanager
def _open(address: Address, *, writes: bool) -> Iterator[Engine]:
    with plainly(address):
        engine = _engine(address.url, writes)
        try:
            with engine.connect():
                pass  # it answers
            yield engine
        finally:
            engine.dispose()


def _engine(url: URL, writes: bool) -> Engine:
    from sqlalchemy import event

    from coldframe.check.database.scratch import connectable

    backend = url.get_backend_name()
    if backend == "sqlite":
        engine = _embedded(url, writes)
    else:
        backend = "mysql" if backend == "mariadb" else backend
        if backend == "mysql":  # else 4-byte characters are lost on the way
            url = url.update_query_dict({"charset": "utf8mb4"})
        if backend in ("mysql", "postgresql") and not set(_TIMEOUTS) & set(url.query):
            url = url.update_query_dict({"connect_timeout": str(PATIENCE)})
        engine = connectable(url)
    said = (*_FIRST.get(backend, ()), *(() if writes else (_READ_ONLY.get(backend, ""),)))

    @event.listens_for(engine, "connect")
    def _begin_well(connection: Any, _record: Any) -> None:
        if backend == "sqlite":
            connection.isolation_level = None  # the driver begins no transaction by itself
            return
        cursor = connection.cursor()
        for sql in filter(None, said):
            cursor.execute(sql)
        cursor.close()
        connection.commit()

    if backend == "sqlite":

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _embedded(url: URL, writes: bool) -> Engine:
    """SQLite by a URI, which alone can say that nothing may be written or made."""
    from sqlalchemy import create_engine
    from sqlalchemy.pool import NullPool

    place = (url.database or "").removeprefix("file:").partition("?")[0]
    if not place or place == ":memory:":
        raise Mistake("a database in memory is nobody's", "Name a file: sqlite:///path/to/file.db")
    if not os.path.isfile(place):
        raise Mistake(
            f"there is no database {place}",
            "Name the file of the database; it is not made. An absolute path has four slashes:"
            " sqlite:////var/lib/host.db",
        )
    uri = f"file:{quote(os.path.abspath(place))}?mode={'rw' if writes else 'ro'}"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(uri, uri=True, timeout=PATIENCE)
        try:
            connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()
        except sqlite3.OperationalError:
            connection.close()
            waiting = f"{place}-wal"
            if writes or (os.path.exists(waiting) and os.path.getsize(waiting)):
                raise
            # In a folder that is read-only, a file with a write-ahead log opens only like this.
            connection = sqlite3.connect(f"{uri}&immutable=1", uri=True, timeout=PATIENCE)
        return connection

    return create_engine("sqlite://", creator=connect, poolclass=NullPool, hide_parameters=True)
