"""What tells whether two sets of rows are the same, in whatever order they are read."""

from __future__ import annotations

from hashlib import sha256

_SIZE = 1 << 256


class RowDigest:
    """The sum of the SHA-256 of all rows' lines, modulo 2**256.

    The order does not count and repeated rows do, so that no database has to sort; two digests
    can be subtracted.  It tells accidents and other data, not a forger.
    """

    def __init__(self) -> None:
        self.rows = 0
        self._sum = 0

    def add(self, line: bytes) -> None:
        """One more row."""
        self.rows += 1
        self._sum = (self._sum + int.from_bytes(sha256(line).digest())) % _SIZE

    def less(self, other: RowDigest) -> RowDigest:
        """What is left without the rows of ``other``."""
        found = RowDigest()
        found.rows = self.rows - other.rows
        found._sum = (self._sum - other._sum) % _SIZE
        return found

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RowDigest) and (self.rows, self._sum) == (other.rows, other._sum)

    def __hash__(self) -> int:
        return self._sum

    def __str__(self) -> str:
        return f"{self._sum:064x}"
