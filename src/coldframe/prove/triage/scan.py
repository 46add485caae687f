"""Finds tracebacks in a stream of bytes, and takes each as one block, whatever is between.

The stream is searched for the words that every traceback begins with; only around them lines are
looked at.  Memory does not grow with the stream: one buffer is all that is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from coldframe.prove.triage.around import block_at, without_start
from coldframe.prove.triage.block import AHEAD, BACK, BEHIND, MARK, Block

_CHUNK = 1 << 20


def blocks(
    readinto: Callable[[memoryview], int | None], start: int = 0, stop: int | None = None
) -> Iterator[Block]:
    """The tracebacks whose first line begins in the bytes from ``start`` up to ``stop``.

    ``readinto`` gives the bytes from ``start`` on, and goes on behind ``stop``.  Where the
    stream begins in the middle of a traceback (it was rotated), what is left of it is a block.
    """
    buffer = bytearray(BACK + AHEAD + _CHUNK)
    view = memoryview(buffer)
    base, have, at, over = start, 0, 0, False
    consumed: set[int] = set()  # places of marks within blocks that others interrupted
    at_start = start == 0
    while True:
        while not over and have < len(buffer):
            count = readinto(view[have:])
            over = not count
            have += count or 0
        if at_start:
            at_start = False
            beginning = without_start(buffer, have)
            if beginning is not None:
                yield beginning
        limit = have if over else have - AHEAD
        while (hit := buffer.find(MARK, at, min(limit + len(MARK) - 1, have))) >= 0:
            if base + hit in consumed:
                consumed.discard(base + hit)
                at = hit + 1
                continue
            found = block_at(buffer, hit, min(have, hit + AHEAD), base, consumed)
            assert found is not None
            block, at = found
            if stop is not None and block.offset >= stop:
                return
            yield block
        if over:
            return
        at = max(at, limit)
        if stop is not None and base + at - BEHIND >= stop:
            return
        keep = max(0, at - BACK)
        view[: have - keep] = view[keep:have]
        base, have, at = base + keep, have - keep, at - keep
        consumed = {place for place in consumed if place >= base}
