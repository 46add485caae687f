"""Reads logs and counts what fails in them; a large plain file is read by several processes."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from coldframe.prove.triage.converted import Converted, converted
from coldframe.prove.triage.counting import Counting, Sought
from coldframe.prove.triage.opened import STDIN
from coldframe.prove.triage.parts import Parts
from coldframe.prove.triage.pieces import Piece, pieces, shares, weight
from coldframe.prove.triage.scan import blocks
from coldframe.prove.triage.tally import Place, Tally

if TYPE_CHECKING:
    from coldframe.prove.triage.deaths import Death, Deaths
    from coldframe.prove.triage.flowing import Flowing
    from coldframe.prove.triage.known.queries import Query
    from coldframe.prove.triage.listed import Log
    from coldframe.prove.triage.owners import Owners

_HEAD = 1 << 16  # bytes that show what a log is
_BEFORE = 1 << 17  # bytes before a piece that belong to records in it
_BEGINNING = 32 << 20  # bytes of a service's log that are searched for deaths without a traceback
_NOTE = (
    "only the first 32 MB of a service's log were searched for processes that died without a"
    " traceback: --deaths searches all"
)


def read(
    logs: Sequence[Log],
    owners: Owners,
    processes: int = 0,
    say: Callable[[str], None] = lambda doing: None,
    sought: Sought = Sought(),  # noqa: B008
) -> Tally:
    """Count the failures in ``logs``, with at most ``processes`` processes (0: one a core).

    ``sought`` is counted, too.  What is read does not depend on the number of processes.
    Raises Mistake for a log that cannot be read.
    """
    most = processes or os.cpu_count() or 1
    parts = list(pieces(logs, most))
    runs = shares(parts, most)
    if len(runs) > 1 and hasattr(os, "fork"):
        from coldframe.prove.triage.apart import apart

        return apart([partial(count, share, owners, sought=sought) for share in runs], say)
    return count(parts, owners, say, sought)


def count(
    parts: Sequence[Piece],
    owners: Owners,
    say: Callable[[str], None] = lambda doing: None,
    sought: Sought = Sought(),  # noqa: B008
) -> Tally:
    """Count the failures in ``parts``, in this process."""
    counting = Counting(owners, sought)
    for piece in parts:
        say(f"reading {piece.log.name}")
        read_one(piece, counting)
    return counting.tally


def read_one(piece: Piece, counting: Counting) -> None:
    """Count the failures in one piece."""
    log = piece.log
    begin = max(0, piece.start - _BEFORE)
    stream = Parts(log.parts, begin, counting.tally)
    short = os.path.basename(log.name) or log.name
    if log.name == STDIN:
        short = "standard input"
    labels: Converted | None = None
    readinto: Callable[[memoryview], int] = stream.readinto
    if not begin:
        labels = converted(stream)
        if labels is not None:
            readinto = labels.readinto

    def placed(offset: int) -> Place:
        if labels is not None:
            return Place(log.name, offset, labels.label(offset) or "converted")
        return stream.place(offset, log.name)

    head = stream.head
    if begin:
        with open(log.name, "rb") as file:
            head = file.read(_HEAD)
    deaths = _deaths(piece, begin, counting, placed, head, labels is not None)
    plain = stream.plain() if labels is None and not counting.sought.queries else None
    if plain is not None:
        from coldframe.prove.triage.windowed import windowed_blocks

        found = windowed_blocks(plain, begin, piece.stop, deaths.look if deaths else None)
    else:
        beside: list[Flowing] = [deaths] if deaths else []
        if counting.sought.queries:
            beside.append(_watch(piece, begin, counting, placed))
        found = blocks(_shown(readinto, beside) if beside else readinto, begin, piece.stop)
    for block in found:
        if block.offset >= piece.start:
            place = placed(block.offset)
            signatures = counting.add(block, short, place)
            if labels is not None and labels.of_tests:
                counting.tally.told(place, signatures)
    if plain is None:
        for one in beside:
            one.finish()
    if piece.stop is not None:
        counting.tally.size += piece.stop - piece.start
    elif plain is not None:
        counting.tally.size += os.fstat(plain).st_size - piece.start
    else:
        counting.tally.size += stream.read - (piece.start - begin)
    stream.close()


def _deaths(
    piece: Piece,
    begin: int,
    counting: Counting,
    placed: Callable[[int], Place],
    head: bytes,
    whole: bool,
) -> Deaths | None:
    """What looks for deaths in the bytes of a piece; None if they are behind what is searched."""
    from coldframe.prove.triage.deaths import SERVICES, SYSTEMS, Deaths, of_system

    def died(death: Death, line: bytes, offset: int) -> None:
        counting.died(death, line, placed(offset))

    stop, needles = piece.stop, SYSTEMS
    if not (whole or of_system(head[:_HEAD])):
        needles = SERVICES
        if not counting.sought.deaths:
            stop = min(stop or _BEGINNING, _BEGINNING)
            if weight(piece) > stop - piece.start and _NOTE not in counting.tally.notes:
                counting.tally.notes.append(_NOTE)
    if stop is None or piece.start < stop:
        return Deaths(died, needles, piece.start, stop, begin)
    return None


def _watch(piece: Piece, begin: int, counting: Counting, placed: Callable[[int], Place]) -> Flowing:
    """What looks for known bugs."""
    from coldframe.prove.triage.known.watch import Watch

    def found(query: Query, offset: int) -> None:
        counting.known(query, placed(offset))

    return Watch(counting.sought.queries, piece.log.name, found, piece.start, piece.stop, begin)


def _shown(
    readinto: Callable[[memoryview], int], beside: Sequence[Flowing]
) -> Callable[[memoryview], int]:
    """``readinto``, whose bytes are shown to others, too."""

    def both(view: memoryview) -> int:
        count = readinto(view)
        for one in beside:
            one.feed(view[:count])
        return count

    return both
