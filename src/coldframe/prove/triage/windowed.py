"""Finds tracebacks in a plain file, of which one window at a time is read and searched.

What has no traceback costs little more than to search it.  Mapping the file instead is as fast,
but ends the process if somebody truncates the log at that moment.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import TypeAlias

from coldframe.prove.triage.around import block_at, without_start
from coldframe.prove.triage.block import AHEAD, BACK, BEHIND, MARK, Block
from coldframe.prove.triage.needle import Needle

# Is shown each window: its bytes, where in the file they begin, and which of them are new.
Look: TypeAlias = Callable[[bytearray, int, int, int], None]

_WINDOW = 1 << 20
_NEAR = 1 << 13  # bytes that are copied behind the first words of a traceback
_MANY = 1 << 18  # the same where one follows the other


def windowed_blocks(
    file: int, start: int = 0, stop: int | None = None, look: Look | None = None
) -> Iterator[Block]:
    """The tracebacks that `scan.blocks` finds in an open file, which may grow or shrink."""
    needle = Needle(MARK)
    consumed: set[int] = set()
    place, at = start, start
    buffer = bytearray(BACK + _WINDOW + AHEAD)
    while stop is None or place - BEHIND < stop:
        base = max(0, place - BACK)
        length = _read(file, base, memoryview(buffer))
        if base + length <= place:
            return
        window = buffer if length == len(buffer) else buffer[:length]
        limit = min(length, place + _WINDOW - base)
        if look is not None:
            look(window, base, place - base, limit)
        if not place:
            beginning = without_start(window[:AHEAD], min(length, AHEAD))
            if beginning is not None:
                yield beginning
        near, near_at, near_end = bytearray(), 0, 0
        for hit in needle.all(window, place - base, limit):
            if base + hit in consumed:
                consumed.discard(base + hit)
                continue
            if base + hit < at:
                continue
            full = min(length, hit + AHEAD)
            least = max(0, hit - BACK)
            if min(full, hit + _NEAR) > near_end:
                more = _MANY if hit < near_end + _NEAR else _NEAR
                near_at, near = least, window[least : hit + more]
                near_end = near_at + len(near)
            end = min(near_end, full)
            found = block_at(
                near, hit - near_at, end - near_at, base + near_at, consumed, end < full
            )
            if found is None:
                near_at, near = least, window[least:full]
                near_end = full
                found = block_at(
                    near, hit - near_at, full - near_at, base + near_at, consumed, False
                )
                assert found is not None
            block, resume = found
            at = base + near_at + resume
            if stop is not None and block.offset >= stop:
                return
            yield block
        place = base + limit
        consumed = {one for one in consumed if one >= place}


def _read(file: int, base: int, into: memoryview) -> int:
    """How many bytes from ``base`` on there are: as many as asked for, unless the file ends."""
    os.lseek(file, base, os.SEEK_SET)
    with open(file, "rb", buffering=0, closefd=False) as stream:
        have = 0
        while have < len(into) and (count := stream.readinto(into[have:])):
            have += count
    return have
