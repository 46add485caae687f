"""The rows of one table at one moment: digests in memory, the rows themselves in a file.

Rows go by a checksum of their key into parts of a few thousand.  Two moments are the same if
the digests of all parts are; only the rows of other parts are read again.  So a table of any
size is compared in the memory of one part.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from operator import itemgetter
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Any
from zlib import compress, crc32, decompress

from coldframe.prove.upgrade.layout import Layout

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

_PART = 4000  # rows
_IN_MEMORY = 32 * 1024  # bytes of a table that are kept in memory
_BATCH = 200  # rows that are written at once
_FETCHED = 2000  # rows that a driver gives at once
_ALL = (1 << 128) - 1
_BINARY = frozenset({memoryview, bytearray})

Row = tuple[Any, ...]


class Ledger:
    """The rows of ``table``: ``columns`` in order, ``key`` as places in them (empty: no key)."""

    def __init__(self, table: str, columns: Sequence[str], key: Sequence[str], count: int) -> None:
        self.table = table
        self.columns = tuple(columns)
        self.key = tuple(self.columns.index(each) for each in key)
        self._told_by = itemgetter(*self.key) if self.key else repr
        self.parts = max(1, count // _PART)
        self.digests = [0] * self.parts
        self.count = 0
        # Nothing is written to the file before a table is large.
        self._file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
        self._places: list[list[tuple[int, int]]] = [[] for _ in range(self.parts)]

    def close(self) -> None:
        """Give the file back."""
        self._file.close()

    @property
    def layout(self) -> Layout:
        """The columns and the key."""
        return Layout(self.columns, tuple(self.columns[at] for at in self.key))

    def with_columns(self, columns: Sequence[str]) -> Ledger:
        """The same rows with some of the columns; without a key if a part of it is gone."""
        places = [self.columns.index(each) for each in columns]
        key = self.layout.key
        new = Ledger(self.table, columns, key if set(key) <= set(columns) else (), self.count)
        for part in range(self.parts):
            new.fill(tuple([row[at] for at in places]) for row in self.part(part))
        return new

    def identity(self, row: Row) -> Row:
        """What tells the row from all others: its key, or all of it."""
        return tuple([row[at] for at in self.key]) if self.key else row

    def fill(self, rows: Iterable[Row], only: set[int] | None = None) -> None:
        """Take all ``rows``, or those of the parts in ``only``."""
        waiting: list[list[Row]] = [[] for _ in range(self.parts)]
        for row in rows:
            part = self._part(row)
            if only is not None and part not in only:
                continue
            self.count += 1
            self.digests[part] = (self.digests[part] + _digest(row)) & _ALL
            waiting[part].append(row)
            if len(waiting[part]) >= _BATCH:
                self._write(part, waiting[part])
                waiting[part] = []
        for part, some in enumerate(waiting):
            if some:
                self._write(part, some)

    def other_parts(self, rows: Iterable[Row]) -> set[int]:
        """The parts whose rows are not the same in ``rows``."""
        digests = [0] * self.parts
        for row in rows:
            part = self._part(row)
            digests[part] = (digests[part] + _digest(row)) & _ALL
        return {at for at in range(self.parts) if digests[at] != self.digests[at]}

    def part(self, at: int) -> Iterator[Row]:
        """The rows of one part."""
        for place, size in self._places[at]:
            self._file.seek(place)
            yield from pickle.loads(decompress(self._file.read(size)))

    def _part(self, row: Row) -> int:
        if self.parts == 1:
            return 0
        # A key that is of another type now, 7 and "7", stays in its part.
        return crc32(str(self._told_by(row)).encode("utf-8", "surrogatepass")) % self.parts

    def _write(self, part: int, rows: list[Row]) -> None:
        data = compress(pickle.dumps(rows), 1)
        self._file.seek(0, 2)
        self._places[part].append((self._file.tell(), len(data)))
        self._file.write(data)


def read(connection: Connection, table: str, expressions: Sequence[str]) -> Iterator[Row]:
    """All rows of ``table``, as they come; ``expressions`` are quoted names or SQL."""
    from sqlalchemy import text

    name = connection.dialect.identifier_preparer.quote(table)
    wanted = ", ".join(expressions).replace(":", "\\:") or "1"
    streaming = connection.execution_options(stream_results=True, yield_per=_FETCHED)
    result = streaming.execute(text(f"SELECT {wanted} FROM {name}"))
    for found in result:
        row = tuple(found)
        if not _BINARY.isdisjoint(map(type, row)):
            row = tuple([bytes(v) if type(v) in _BINARY else v for v in row])
        yield row


def _digest(row: Row) -> int:
    written = repr(row).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(written, digest_size=16).digest(), "big")
