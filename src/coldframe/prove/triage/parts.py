"""The parts of a rotated log as one stream of bytes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from io import FileIO
from stat import S_ISREG
from typing import IO

from coldframe.prove.triage.opened import opened
from coldframe.prove.triage.tally import Place, Tally


class Parts:
    """The parts of a log as one stream; says which part a place is in."""

    def __init__(self, parts: Sequence[str], start: int, tally: Tally) -> None:
        self._left = list(parts)
        self._starts: list[tuple[int, str, bool]] = []
        self._stream: IO[bytes] | None = None
        self._tally = tally
        self.read = 0
        self.head = b""  # bytes that were looked at, and not yet read
        if start:
            self._next()
            if self._stream is not None:
                self._stream.seek(start)

    def peek(self, size: int) -> bytes:
        """The first bytes, which are read again."""
        buffer = bytearray(size)
        view, have = memoryview(buffer), 0
        while have < size:
            count = self._fill(view[have:])
            if not count:
                break
            have += count
        self.head = bytes(buffer[:have])
        return self.head

    def readinto(self, view: memoryview) -> int:
        """Fill ``view``, with 0 at the end of the last part."""
        if self.head:
            taken = self.head[: len(view)]
            view[: len(taken)] = taken
            self.head = self.head[len(taken) :]
            return len(taken)
        return self._fill(view)

    def _fill(self, view: memoryview) -> int:
        while True:
            if self._stream is None and not self._next():
                return 0
            assert self._stream is not None
            try:
                count: int = self._stream.readinto(view) or 0  # type: ignore[attr-defined]
            except (EOFError, OSError, ValueError, RuntimeError) as error:
                count = self._broken(error)
            except Exception as error:
                if type(error).__module__.partition(".")[0] not in (
                    "zstandard",
                    "zlib",
                    "_lzma",
                    "lzma",
                    "backends",
                ):
                    raise
                count = self._broken(error)
            if count:
                self.read += count
                return count
            self._stream.close()
            self._stream = None

    def _broken(self, error: Exception) -> int:
        name = self._starts[-1][1]
        self._tally.notes.append(f"{name} was read up to where it breaks off: {error}")
        return 0

    def _next(self) -> bool:
        if not self._left:
            return False
        name = self._left.pop(0)
        found = opened(name)
        self._stream = found.stream
        self._starts.append((self.read, name, not found.packed))
        return True

    def plain(self) -> int | None:
        """The open file, if it is the only part and is a plain file."""
        if self._left or len(self._starts) != 1 or not isinstance(self._stream, FileIO):
            return None
        status = os.fstat(self._stream.fileno())
        return self._stream.fileno() if S_ISREG(status.st_mode) and status.st_size else None

    def place(self, offset: int, log: str) -> Place:
        """Where ``offset`` of the whole is: the part, and the byte in it."""
        for start, name, _ in reversed(self._starts):
            if offset >= start:
                return Place(name, offset - start)
        return Place(log, offset)

    def close(self) -> None:
        """Close the part that is open."""
        if self._stream is not None and self._left == []:
            self._stream.close()
