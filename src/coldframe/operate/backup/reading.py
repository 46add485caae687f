"""Reads the rows of a table, a few at a time, each as a line of a backup."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.declare.mistake import Mistake
from coldframe.operate.backup.columns import BYTES, OTHER, TEXT, Table, rows_of
from coldframe.operate.backup.digest import RowDigest
from coldframe.operate.backup.values import NotExact, line

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

_MANY, _FEW = 500, 20  # rows that are fetched at once: of small ones, of such as may be large


def lines_of(connection: Connection, table: Table) -> Iterator[bytes]:
    """Every row of ``table`` as a line, in the order of its columns.

    Raises Mistake for a value that has no exact form.
    """
    large = any(
        column.kind in (BYTES, TEXT, OTHER) and (column.length or 10_000) > 1000
        for column in table.columns
    )
    names = tuple(column.name for column in table.columns)
    query = rows_of(connection, table, names)
    batch = _FEW if large else _MANY
    result = connection.execution_options(stream_results=True, yield_per=batch).execute(query)
    try:
        for number, found in enumerate(result, 1):
            try:
                yield line(found)
            except NotExact as error:
                raise Mistake(
                    f"row {number} of {table.name} cannot be saved exactly: {error}",
                    "Save this table with the engine's own tools.",
                ) from None
    finally:
        result.close()


def digest_of(connection: Connection, table: Table) -> RowDigest:
    """The digest of all rows as they are now."""
    found = RowDigest()
    for each in lines_of(connection, table):
        found.add(each)
    return found
