"""Logs in pieces that are read apart: by processes, or by the workers of a cluster."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from coldframe.prove.triage.converted import kind_of
from coldframe.prove.triage.listed import Log
from coldframe.prove.triage.opened import STDIN, opened

_SHARE = 64 << 20  # bytes for which another process is worth while


class Piece(NamedTuple):
    """What one process reads: a log, or the bytes of it from ``start`` up to ``stop``."""

    log: Log
    start: int = 0
    stop: int | None = None
    order: int = 0


def pieces(logs: Sequence[Log], most: int) -> Iterator[Piece]:
    """The logs in their order, large plain ones in up to ``most`` pieces."""
    order = 0
    for log in logs:
        size = _plain_size(log)
        count = min(most, size // _SHARE) if size else 1
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
        return 0 if kind_of(found.file.read(1 << 16)) else size
    finally:
        found.stream.close()


def weight(piece: Piece) -> int:
    """Its bytes as they are stored; 0 if they cannot be told."""
    if piece.stop is not None:
        return piece.stop - piece.start
    sizes = (os.path.getsize(part) for part in piece.log.parts if os.path.isfile(part))
    return sum(sizes) - piece.start


def shares(pieces: Sequence[Piece], processes: int) -> list[list[Piece]]:
    """The pieces in at most ``processes`` runs of about the same size, in their order."""
    if any(part == STDIN for piece in pieces for part in piece.log.parts):
        return [list(pieces)]
    sizes = [weight(piece) for piece in pieces]
    total = sum(sizes)
    count = min(processes, max(1, total // _SHARE), len(pieces))
    found: list[list[Piece]] = [[]]
    filled = 0
    for piece, size in zip(pieces, sizes, strict=True):
        if found[-1] and filled + size / 2 > total * len(found) / count and len(found) < count:
            found.append([])
        found[-1].append(piece)
        filled += size
    return found
