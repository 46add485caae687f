"""Blocks whose lines begin with the same bytes but for the time, as consoles write them."""

from __future__ import annotations

from coldframe.prove.triage.block import LINES, MARK
from coldframe.prove.triage.grammar import joined, taken
from coldframe.prove.triage.records import TIME

_FOREIGN = 200  # lines of others between two lines of one traceback


def retimed(
    buffer: bytes | bytearray, mark: int, line_end: int, end: int, prefix: bytes
) -> tuple[list[int], int, bool] | None:
    """Where the lines begin that have ``prefix`` but for its time; None if the next do not."""
    time = TIME.match(prefix)
    if time is None:
        return None
    rest = prefix[time.end() :]
    lines: list[int] = []
    foreign, past, whole = 0, line_end + 1, True
    place = line_end + 1
    while place < end and len(lines) < LINES and foreign < _FOREIGN:
        found = TIME.match(buffer, place, place + 40)
        if found and buffer.startswith(rest, found.end()):
            lines.append(found.end() + len(rest))
            if foreign:
                whole = False
            foreign = 0
        else:
            if not lines and not found:
                return None
            foreign += 1
        stop = buffer.find(b"\n", place, end)
        place = stop + 1 if stop >= 0 else end
        if not foreign:
            past = place
    return (lines, past, whole) if lines else None


def grammatical(
    buffer: bytes | bytearray, mark: int, lines: list[int], end: int, prefix: bytes
) -> tuple[bytes, int, str, list[int]]:
    """The body of a block from the places of its lines, how far it goes, what is cut, its marks."""
    texts = []
    for place in [mark, *lines]:
        stop = buffer.find(b"\n", place, end)
        texts.append(bytes(buffer[place : stop if stop >= 0 else end]))
    count, cut, skipped = taken(texts, 0)  # each line is a record of its own
    body = joined([text for place, text in enumerate(texts[:count]) if place not in skipped])
    inner = [
        lines[number - 1] + at
        for number in range(1, count)
        if number not in skipped and (at := texts[number].find(MARK)) >= 0
    ]
    place = lines[count - 1] - len(prefix) if count - 1 < len(lines) else end
    return body, max(place, mark + len(MARK)), cut, inner
