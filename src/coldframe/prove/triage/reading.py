"""Reads logs and counts what fails in them; a large plain file is read by several processes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import IO, TYPE_CHECKING, NamedTuple

from coldframe.prove.triage.converted import Converted, converted
from coldframe.prove.triage.counting import Counting
from coldframe.prove.triage.opened import STDIN, opened
from coldframe.prove.triage.scan import blocks
from coldframe.prove.triage.tally import Place, Tally

if TYPE_CHECKING:
    from coldframe.prove.triage.listed import Log
    from coldframe.prove.triage.owners import Owners

_SHARE = 64 << 20  # bytes for which another process is worth while


class Piece(NamedTuple):
    """What one process reads: a log, or the bytes of it from ``start`` up to ``stop``."""

    log: Log
    start: int = 0
    stop: int | None = None
    order: int = 0


def read(
    logs: Sequence[Log],
    owners: Owners,
    processes: int = 0,
    say: Callable[[str], None] = lambda doing: None,
) -> Tally:
    """Count the failures in ``logs``, with at most ``processes`` processes (0: one a core).

    What is read does not depend on their number.  Raises Mistake for a log that cannot be read.
    """
    pieces = list(_pieces(logs, processes or os.cpu_count() or 1))
    shares = _shares(pieces, processes or os.cpu_count() or 1)
    if len(shares) > 1 and hasattr(os, "fork"):
        from coldframe.prove.triage.apart import apart

        return apart([lambda share=share: count(share, owners) for share in shares], say)  # type: ignore[misc]
    return count(pieces, owners, say)


def count(
    pieces: Sequence[Piece], owners: Owners, say: Callable[[str], None] = lambda doing: None
) -> Tally:
    """Count the failures in ``pieces``, in this process."""
    counting = Counting(owners)
    for piece in pieces:
        say(f"reading {piece.log.name}")
        read_one(piece, counting)
    return counting.tally


def read_one(piece: Piece, counting: Counting) -> None:
    """Count the failures in one piece."""
    log = piece.log
    stream = Parts(log.parts, piece.start, counting.tally)
    short = os.path.basename(log.name) or log.name
    if log.name == STDIN:
        short = "standard input"
    labels: Converted | None = None
    readinto = stream.readinto
    if not piece.start:
        labels = converted(stream)
        if labels is not None:
            readinto = labels.readinto
    for block in blocks(readinto, piece.start, piece.stop):
        if labels is not None:
            place = Place(log.name, block.offset, labels.label(block.offset) or "converted")
        else:
            place = stream.place(block.offset, log.name)
        counting.add(block, short, place)
    if piece.stop is not None:
        counting.tally.size += piece.stop - piece.start
    else:
        counting.tally.size += stream.read
    stream.close()


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


def _pieces(logs: Sequence[Log], processes: int) -> Iterator[Piece]:
    order = 0
    for log in logs:
        size = _plain_size(log)
        count = min(processes, size // _SHARE) if size else 1
        if count > 1:
            bounds = [size * at // count for at in range(count)]
            for at, start in enumerate(bounds):
                stop = bounds[at + 1] if at + 1 < count else None
                yield Piece(log, start, stop, order)
                order += 1
        else:
            yield Piece(log, order=order)
            order += 1


def _plain_size(log: Log) -> int:
    """The size of a log that may be read in pieces; 0 if it has to be read from its start."""
    if len(log.parts) != 1 or not os.path.isfile(log.name):
        return 0
    size = os.path.getsize(log.name)
    if size < 2 * _SHARE:
        return 0
    found = opened(log.name)
    try:
        if found.packed or found.file is None:
            return 0
        from coldframe.prove.triage.converted import kind_of

        return 0 if kind_of(found.file.read(1 << 16)) else size
    finally:
        found.stream.close()


def _weight(piece: Piece) -> int:
    if piece.stop is not None:
        return piece.stop - piece.start
    sizes = (os.path.getsize(part) for part in piece.log.parts if os.path.isfile(part))
    return sum(sizes) - piece.start


def _shares(pieces: Sequence[Piece], processes: int) -> list[list[Piece]]:
    """The pieces in ``processes`` runs of about the same size, in their order."""
    if any(part == STDIN for piece in pieces for part in piece.log.parts):
        return [list(pieces)]
    weights = [_weight(piece) for piece in pieces]
    total = sum(weights)
    count = min(processes, max(1, total // _SHARE), len(pieces))
    shares: list[list[Piece]] = [[]]
    filled = 0
    for piece, weight in zip(pieces, weights, strict=True):
        if shares[-1] and filled + weight / 2 > total * len(shares) / count and len(shares) < count:
            shares.append([])
        shares[-1].append(piece)
        filled += weight
    return shares
