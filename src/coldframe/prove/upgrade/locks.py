"""Who would have had to wait while a step ran: a second connection looks.

PostgreSQL says what is locked (``pg_locks``).  MariaDB does not without a plugin: there we try
whether the tables that the step is at can be read and written, and ask how many rows its
transaction has locked (INNODB_TRX, which needs the right PROCESS); the server does not say in
which of the tables that the step changes.  SQLite locks the whole file:
we try to read it, and its journal tells that somebody writes.  What is shorter than the time
between two looks is not seen, so times are lower bounds.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from coldframe.check.database.recording import LOOKING
from coldframe.check.database.statement import DATA
from coldframe.prove.upgrade.verdict import Lock

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from coldframe.check.database.walk import Walk

PAUSE = 0.02  # seconds between two looks
_POSTGRESQL = """
SELECT c.relname, bool_or(l.mode = 'AccessExclusiveLock')
FROM pg_locks l
JOIN pg_class c ON c.oid = l.relation AND c.relkind IN ('r', 'p')
JOIN pg_database d ON d.oid = l.database AND d.datname = current_database()
WHERE l.granted AND l.pid <> pg_backend_pid() AND l.mode IN
  ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
  AND c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
GROUP BY c.relname
"""
# https://mariadb.com/kb/en/information-schema-innodb_trx-table/
_ROWS = """
SELECT COALESCE(MAX(t.trx_rows_locked), 0)
FROM information_schema.innodb_trx t
JOIN information_schema.processlist p ON p.id = t.trx_mysql_thread_id
WHERE p.db = DATABASE() AND p.id <> CONNECTION_ID()
"""
WHOLE = "the whole database"
READS, WRITES, ROWS = 2, 1, 0  # what others cannot do; more is said before less


class Watch:
    """Looks at locks while a step runs; ``locks`` and ``looks`` are what it has seen."""

    def __init__(self, engine: Engine, walk: Walk, tables: Iterable[str]) -> None:
        self._engine = engine
        self._walk = walk
        self._tables = frozenset(tables)  # those from before the step: only they can be missed
        self._spans: dict[tuple[str, int], float] = {}
        self._held: dict[tuple[str, int], float] = {}
        self._rows: dict[str, int] = {}  # how many of a table were locked, at most
        self._rows_are_told = True
        self._over = threading.Event()
        self.looks = 0

    @property
    def locks(self) -> tuple[Lock, ...]:
        """What was locked, longest first; a table that nobody could read is listed once."""
        found: list[Lock] = []
        longest: dict[str, float] = {}
        for (table, kind), seconds in sorted(self._spans.items(), key=lambda each: -each[0][1]):
            if seconds > longest.get(table, -PAUSE) + PAUSE:
                rows = self._rows.get(table, 0) if kind == ROWS else None
                found.append(Lock(table, kind == READS, seconds, rows))
                longest[table] = seconds
        return tuple(sorted(found, key=lambda lock: (-lock.seconds, lock.table)))

    @contextmanager
    def looking(self) -> Iterator[Watch]:
        """Look until the block ends."""
        thread = threading.Thread(target=self._look, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._over.set()
            thread.join(timeout=5)

    def _look(self) -> None:
        from sqlalchemy.exc import SQLAlchemyError

        look = {"sqlite": self._sqlite, "postgresql": self._postgresql}.get(
            self._engine.dialect.name, self._mariadb
        )
        try:
            connecting = self._engine.execution_options(
                isolation_level="AUTOCOMMIT", **{LOOKING: True}
            )
            with connecting.connect() as connection:
                connection.detach()  # nobody else may get it: it waits for nothing
                self._prepare(connection)
                while not self._over.wait(PAUSE):
                    started = time.perf_counter()
                    self._seen(look(connection), started)
                    self.looks += 1
        except SQLAlchemyError:
            return  # the server is gone, or has no room for a second client: nothing is measured

    def _prepare(self, connection: Any) -> None:
        if self._engine.dialect.name in ("mysql", "mariadb"):
            connection.exec_driver_sql(
                "SET SESSION lock_wait_timeout = 0, innodb_lock_wait_timeout = 0"
            )
        if self._engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA busy_timeout = 0")

    def _seen(self, held: Iterable[tuple[str, int]], now: float) -> None:
        wanted = set(held)
        for lock in wanted:
            since = self._held.setdefault(lock, now)
            self._spans[lock] = max(self._spans.get(lock, 0.0), now - since)
        for lock in list(self._held):
            if lock not in wanted:
                del self._held[lock]

    def _postgresql(self, connection: Any) -> Iterator[tuple[str, int]]:
        for table, exclusive in connection.exec_driver_sql(_POSTGRESQL).all():
            if table in self._tables:
                yield table, READS if exclusive else WRITES

    def _mariadb(self, connection: Any) -> Iterator[tuple[str, int]]:
        recording = self._walk.recording
        sent = list(recording.statements) if recording else []
        near = {touch.table for statement in sent[-3:] for touch in statement.touches}
        quote = connection.dialect.identifier_preparer.quote
        for table in sorted(near & self._tables):
            if self._is_refused(connection, f"SELECT 1 FROM {quote(table)} LIMIT 0"):
                yield table, READS
            elif self._is_refused(connection, f"DELETE FROM {quote(table)} WHERE 1 = 0"):
                yield table, WRITES
        changed = {t.table for each in sent for t in each.touches if t.act in DATA}
        if changed and (rows := self._locked_rows(connection)):
            for table in sorted(changed & self._tables):
                self._rows[table] = max(rows, self._rows.get(table, 0))
                yield table, ROWS

    def _locked_rows(self, connection: Any) -> int:
        """How many rows the step's transaction has locked; 0 if this user may not know it."""
        from sqlalchemy.exc import DBAPIError

        if not self._rows_are_told:
            return 0
        try:
            return int(connection.exec_driver_sql(_ROWS).scalar_one())
        except DBAPIError as error:
            if error.connection_invalidated:
                raise
            self._rows_are_told = False
            return 0

    def _sqlite(self, connection: Any) -> Iterator[tuple[str, int]]:
        """A journal is there as long as somebody writes; nothing is tried that could disturb."""
        if self._is_refused(connection, "SELECT count(*) FROM sqlite_master"):
            yield WHOLE, READS
        elif os.path.exists(f"{self._engine.url.database}-journal"):
            yield WHOLE, WRITES

    @staticmethod
    def _is_refused(connection: Any, sql: str) -> bool:
        """Whether the statement would have to wait; a table that is not there is not locked."""
        from sqlalchemy.exc import DBAPIError

        try:
            connection.exec_driver_sql(sql)
        except DBAPIError as error:
            if error.connection_invalidated:
                raise
            words = str(error.orig).lower()
            return "lock" in words
        return False
