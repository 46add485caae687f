"""Statements that write many rows at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from coldframe.operate.backup import columns as kinds
from coldframe.operate.restoring.matching import keys_of

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from coldframe.operate.restoring.restore_plan import Part

Row = tuple[Any, ...]
_MOST = 1000  # rows in a statement
_BYTES = 1 << 20  # … and what they are about, so that memory does not grow with the rows
_PARAMETERS = 20_000  # in a statement; PostgreSQL takes 65,535
# What PostgreSQL can be given as a text, and makes it what the column is.
_AS_TEXT = (kinds.INTEGER, kinds.TEXT, kinds.UUID)


def together(part: Part) -> int:
    """How many rows of ``part`` are sent, or read, at once."""
    large = max(1, part.saved.bytes // max(1, part.saved.rows))
    return max(1, min(_MOST, _BYTES // large, _PARAMETERS // max(1, len(part.pairs))))


class Sender:
    """Writes rows of ``part``: each has the values of ``part.pairs``, in their order.

    PostgreSQL gets many rows in one statement.  The drivers of MariaDB do that by themselves, and
    SQLite needs no round trips.
    """

    def __init__(self, connection: Connection, part: Part) -> None:
        self._connection = connection
        self._part = part
        self._joined = connection.dialect.name == "postgresql"
        self._quote = connection.dialect.identifier_preparer.quote_identifier
        self._mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"

    def insert(self, rows: Sequence[Row], empty: Collection[int] = ()) -> None:
        """New rows; the columns at the places in ``empty`` stay NULL."""
        if empty:
            rows = [tuple(None if at in empty else v for at, v in enumerate(row)) for row in rows]
        table = self._quote(self._part.target.name)
        names = ", ".join(self._quote(into.name) for _, into in self._part.pairs)
        always = any(into.always for _, into in self._part.pairs)
        sql = f"INSERT INTO {table} ({names}){' OVERRIDING SYSTEM VALUE' if always else ''} VALUES "
        width = len(self._part.pairs)
        if self._joined:
            self._send(sql + self._marks(len(rows), width), tuple(chain.from_iterable(rows)))
        else:
            self._send(sql + self._marks(1, width), list(rows))

    def update(self, rows: Sequence[Row], columns: Collection[int]) -> None:
        """Set the columns at these places, in the rows that are there under the same key."""
        pairs, keys = self._part.pairs, keys_of(self._part)
        columns = [at for at in sorted(columns) if not pairs[at][1].always]
        if not columns or not rows:
            return
        used = (*columns, *keys)
        table = self._quote(self._part.target.name)
        names = {at: self._quote(pairs[at][1].name) for at in used}
        if self._joined and all(pairs[at][1].kind in _AS_TEXT for at in used):
            given = {at: f"CAST(given.c{at} AS {pairs[at][1].type})" for at in used}
            sets = ", ".join(f"{names[at]} = {given[at]}" for at in columns)
            self._send(
                f"UPDATE {table} AS old SET {sets}"
                f" FROM (VALUES {self._marks(len(rows), len(used))})"
                f" AS given ({', '.join(f'c{at}' for at in used)})"
                f" WHERE {' AND '.join(f'old.{names[at]} = {given[at]}' for at in keys)}",
                tuple(None if row[at] is None else str(row[at]) for row in rows for at in used),
            )
            return
        self._send(
            f"UPDATE {table} SET {', '.join(f'{names[at]} = {self._mark}' for at in columns)}"
            f" WHERE {' AND '.join(f'{names[at]} = {self._mark}' for at in keys)}",
            [tuple(row[at] for at in used) for row in rows],
        )

    def _marks(self, rows: int, width: int) -> str:
        one = f"({', '.join([self._mark] * width)})"
        return ", ".join([one] * rows)

    def _send(self, sql: str, values: tuple[Any, ...] | list[Row]) -> None:
        self._connection.exec_driver_sql(sql, values)
