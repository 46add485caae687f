"""A part of a stream that is looked at as it flows by: a buffer that reaches back and ahead."""

from __future__ import annotations

from abc import ABC, abstractmethod

_CHUNK = 1 << 20


class Flowing(ABC):
    """Bytes from ``start`` up to ``stop`` of a stream, and ``reach`` more around each of them.

    What is fed begins at ``begin``: ``reach`` before ``start``, or where the stream begins.
    """

    def __init__(self, reach: int, start: int, stop: int | None, begin: int) -> None:
        self.buffer = bytearray()
        self.base = begin  # where in the stream the buffer begins
        self.searched = 0
        self._reach = reach
        self._start, self._stop = start, stop
        self._over = False

    def feed(self, data: bytes | memoryview) -> None:
        """The next bytes."""
        if self._over:
            return
        self.buffer += data
        if self._stop is not None and self.base + len(self.buffer) >= self._stop + self._reach:
            self.finish()
        elif len(self.buffer) >= _CHUNK + 2 * self._reach:
            self._advance(len(self.buffer) - self._reach)
            drop = max(0, self.searched - self._reach)
            del self.buffer[:drop]
            self.base += drop
            self.searched -= drop

    def finish(self) -> None:
        """There are no more, or none that count."""
        if not self._over:
            self._advance(len(self.buffer))
            self._over = True
            self.buffer = bytearray()

    def ours(self, place: int) -> bool:
        """Whether what begins at this byte of the stream counts."""
        return place >= self._start and (self._stop is None or place < self._stop)

    @abstractmethod
    def search(self, limit: int) -> None:
        """Look at the bytes of the buffer from ``searched`` up to ``limit``."""

    def _advance(self, limit: int) -> None:
        self.search(limit)
        self.searched = limit
