"""The record that a traceback belongs to, which stands before it or in front of each line."""

from __future__ import annotations

from coldframe.prove.triage.block import BEHIND
from coldframe.prove.triage.records import TIME, Said, begins_record, said


def head_of(buffer: bytes | bytearray, first: int, prefix: bytes) -> bytes:
    """The record before the block if it is of the same time and process, else ``prefix``."""
    time = TIME.match(prefix)
    above = _line(buffer, max(0, first - 1), first)
    if time and first and above >= 0 and buffer.startswith(prefix, above):
        return bytes(buffer[above : min(first - 1, above + 2000)])
    line = before(buffer, first)
    if not line or not time or line[:19] != prefix[:19]:
        return prefix
    return line if line.startswith(prefix) or _together(said(line), said(prefix)) else prefix


def _together(before: Said, record: Said) -> bool:
    """Whether one process wrote both with one logger, as far as they say."""
    return all(
        not (one and other) or one == other
        for one, other in (
            (before.process, record.process),
            (before.logger, record.logger),
            (before.feature, record.feature),
        )
    )


def before(buffer: bytes | bytearray, first: int) -> bytes:
    """The line before ``first``, if it begins a record; without it, one that names a thread."""
    stop = first - 1
    for _ in range(4):
        if stop <= 0:
            break
        start = _line(buffer, stop, first)
        if start < 0:
            break
        line = bytes(buffer[start : min(stop, start + 2000)])
        if begins_record(line) or line.startswith(b"Exception in thread"):
            return line
        if line.strip() and line[:1] not in b" \t":
            break
        stop = start - 1
    return b""


def _line(buffer: bytes | bytearray, stop: int, first: int) -> int:
    """Where the line begins that ends at ``stop``; -1 if too far before ``first``."""
    least = max(0, first - BEHIND)
    found = buffer.rfind(b"\n", least, stop)
    return found + 1 if found >= 0 or not least else -1
