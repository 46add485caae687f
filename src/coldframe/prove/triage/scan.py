"""Finds tracebacks in a stream of bytes, and takes each as one block, whatever is between.

The stream is searched for the words that every traceback begins with; only around them lines are
looked at.  Memory does not grow with the stream: one buffer is all that is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from coldframe.prove.triage.grammar import FOLLOWS, taken
from coldframe.prove.triage.records import TIME, Said, begins_record, said

MARK = b"Traceback (most recent call last)"
_GROUP = b"Exception Group "
_BEHIND = 1 << 13  # bytes before a traceback that are kept for the record that it belongs to
_AHEAD = 1 << 17  # bytes that one traceback may take; the rest of a longer one is left out
_CHUNK = 1 << 20
_LINES = 4000
_FOREIGN = 200  # lines of others between two lines of one traceback


class Block(NamedTuple):
    """One traceback as it is in the log.

    ``offset`` is that of its first line, from the start of the stream; ``head`` the record that it
    belongs to, or what stands before each of its lines; ``body`` its lines without that.
    ``cut`` says what is missing: ``"start"``, ``"end"`` or ``""``.
    """

    offset: int
    head: bytes
    body: bytes
    cut: str


def blocks(
    readinto: Callable[[memoryview], int | None], start: int = 0, stop: int | None = None
) -> Iterator[Block]:
    """The tracebacks whose first line begins in the bytes from ``start`` up to ``stop``.

    ``readinto`` gives the bytes from ``start`` on, and goes on behind ``stop``.  Where the
    stream begins in the middle of a traceback (it was rotated), what is left of it is a block.
    """
    buffer = bytearray(_BEHIND + _AHEAD + _CHUNK)
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
            beginning = _without_start(buffer, have)
            if beginning is not None:
                yield beginning
        limit = have if over else have - _AHEAD
        while (hit := buffer.find(MARK, at, min(limit + len(MARK) - 1, have))) >= 0:
            if base + hit in consumed:
                consumed.discard(base + hit)
                at = hit + 1
                continue
            block, at = _block(buffer, hit, min(have, hit + _AHEAD), base, consumed)
            if stop is not None and block.offset >= stop:
                return
            yield block
        if over:
            return
        at = max(at, limit)
        if stop is not None and base + at - _BEHIND >= stop:
            return
        keep = max(0, at - _BEHIND)
        view[: have - keep] = view[keep:have]
        base, have, at = base + keep, have - keep, at - keep
        consumed = {place for place in consumed if place >= base}


def _block(
    buffer: bytearray, hit: int, end: int, base: int, consumed: set[int]
) -> tuple[Block, int]:
    """The block whose mark is at ``hit``, and where to search on."""
    first = buffer.rfind(b"\n", max(0, hit - _BEHIND), hit) + 1
    if not first and hit > _BEHIND:
        first = hit
    mark = hit
    if buffer.endswith(_GROUP, first, mark):
        mark -= len(_GROUP)
        if buffer.endswith(b"  + ", first, mark):
            mark -= 4
    prefix = bytes(buffer[first:mark])
    line_end = buffer.find(b"\n", hit, end)
    if line_end < 0:
        line_end = end
    if buffer.find(b"\\n", hit, min(hit + len(MARK) + 8, line_end)) >= 0 or prefix[:1] == b"{":
        from coldframe.prove.triage.inline import inline

        return inline(buffer, first, hit, line_end, end, base)
    if prefix and buffer.startswith(prefix, line_end + 1):
        return _prefixed(buffer, first, mark, line_end, end, base, prefix, consumed)
    if prefix.strip():
        apart = _retimed(buffer, mark, line_end, end, prefix)
        if apart is not None:
            lines, past, whole = apart
            for line_at in lines:
                inner = buffer.find(MARK, line_at, buffer.find(b"\n", line_at, end))
                if inner >= 0:
                    consumed.add(base + inner)
            body, kept, cut = _grammatical(buffer, mark, lines, end, prefix)
            head = _head(buffer, first, prefix)
            return Block(base + first, head, body, cut), min(kept, past) if whole else line_end + 1
    ends = _ends(buffer, line_end + 1, end)
    texts = [bytes(buffer[mark:line_end]), *(bytes(buffer[a:b]) for a, b in ends)]
    count, cut, skipped = taken(texts)
    chosen = [text for place, text in enumerate(texts[:count]) if place not in skipped]
    past = ends[count - 2][1] if count > 1 else line_end
    if skipped:
        # What interrupted it may hold others: search on behind the first line of this one.
        past = line_end
        place = mark
        for number, text in enumerate(texts[:count]):
            if number and number not in skipped:
                place = ends[number - 1][0]
                inner = text.find(MARK)
                if inner >= 0:
                    consumed.add(base + place + inner)
    head = prefix if prefix.strip() else _before(buffer, first)
    return Block(base + first, head, _joined(chosen), cut), max(past, hit + 1)


def _joined(lines: list[bytes]) -> bytes:
    return b"\n".join(line[:-1] if line.endswith(b"\r") else line for line in lines)


def _prefixed(
    buffer: bytearray,
    first: int,
    mark: int,
    line_end: int,
    end: int,
    base: int,
    prefix: bytes,
    consumed: set[int],
) -> tuple[Block, int]:
    """A block each of whose lines begins with the same bytes, as oslo.log writes them."""
    size = len(prefix)
    pieces: list[tuple[int, int]] = []
    start = at = first
    place = line_end + 1
    last = line_end + 1 - first
    resume = -1
    for _ in range(_LINES):
        if not buffer.startswith(prefix, place, end):
            pieces.append((at, place))
            complete = buffer[last + size : last + size + 1] not in b" \t"
            reach = 4096 if complete else 1 << 16
            follows = buffer.find(b"\n" + prefix, place - 1, min(end, place + reach))
            if (
                follows < 0
                or (prefix.isspace())
                or buffer.count(b"\n", place, follows) > _FOREIGN
                or (complete and not buffer.startswith(FOLLOWS, follows + 1 + size))
            ):
                at = -1
                break
            if resume < 0:
                resume = place
            at = place = follows + 1
            continue
        after = place + size
        first_byte = buffer[after] if after < end else 0
        if (first_byte == 84 and _is_next(buffer, after, last + size)) or (
            first_byte == 91 and buffer.startswith((b"[-", b"[req-", b"[None "), after)
        ):
            break
        if resume >= 0 and first_byte in (69, 84, 32):
            inner = after + (2 if buffer.startswith(b"| ", after) else 0)
            if buffer.startswith(MARK, inner):
                consumed.add(base + inner)
        last = place
        place = buffer.find(b"\n", place, end) + 1
        if not place:
            place = end
            break
    if at >= 0:
        pieces.append((at, place))
    text = b"".join(bytes(buffer[a:b]) for a, b in pieces)
    body = text[mark - start :].replace(b"\n" + prefix, b"\n").rstrip()
    if b"\r" in body:
        body = body.replace(b"\r\n", b"\n")
    head = _head(buffer, first, prefix)
    return Block(base + first, head, body, ""), max(resume if resume >= 0 else place, mark + 1)


def _is_next(buffer: bytearray, after: int, last: int) -> bool:
    """Whether another traceback begins that is not chained to the one before."""
    return buffer.startswith(MARK, after) and not _chained_before(buffer, after)


def _chained_before(buffer: bytearray, after: int) -> bool:
    return buffer.find(b"exception", max(0, after - 400), after) >= 0 and any(
        buffer.rfind(words, max(0, after - 400), after) >= 0 for words in FOLLOWS[:2]
    )


def _retimed(
    buffer: bytearray, mark: int, line_end: int, end: int, prefix: bytes
) -> tuple[list[int], int, bool] | None:
    """Where the lines begin that have ``prefix`` but for its time; None if the next do not."""
    time = TIME.match(prefix)
    if time is None:
        return None
    rest = prefix[time.end() :]
    lines: list[int] = []
    foreign, past, whole = 0, line_end + 1, True
    place = line_end + 1
    while place < end and len(lines) < _LINES and foreign < _FOREIGN:
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


def _grammatical(
    buffer: bytearray, mark: int, lines: list[int], end: int, prefix: bytes
) -> tuple[bytes, int, str]:
    """The body of a block from the places of its lines, how far it goes, and what is cut."""
    texts = []
    for place in [mark, *lines]:
        stop = buffer.find(b"\n", place, end)
        texts.append(bytes(buffer[place : stop if stop >= 0 else end]))
    count, cut, skipped = taken(texts, 0)  # each line is a record of its own
    body = _joined([text for place, text in enumerate(texts[:count]) if place not in skipped])
    place = lines[count - 1] - len(prefix) if count - 1 < len(lines) else end
    return body, max(place, mark + len(MARK)), cut


def _ends(buffer: bytearray, place: int, end: int) -> list[tuple[int, int]]:
    """Where up to 400 lines from ``place`` on begin and end; less if it is plain that they end."""
    found: list[tuple[int, int]] = []
    quiet = 0
    while place < end and len(found) < 400:
        stop = buffer.find(b"\n", place, end)
        if stop < 0:
            stop = end
        found.append((place, stop))
        quiet = 0 if buffer[place : place + 1] in b" \t" else quiet + 1
        if quiet > 25:
            break
        place = stop + 1
    return found


def _head(buffer: bytearray, first: int, prefix: bytes) -> bytes:
    """The record before the block if it is of the same time and process, else ``prefix``."""
    before = _before(buffer, first)
    time = TIME.match(prefix)
    if not before or not time or before[:19] != prefix[:19]:
        return prefix
    together = before.startswith(prefix) or _together(said(before), said(prefix))
    return before if together else prefix


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


def _before(buffer: bytearray, first: int) -> bytes:
    """The line before ``first``, if it begins a record; without it, one that names a thread."""
    stop = first - 1
    for _ in range(4):
        if stop <= 0:
            break
        start = buffer.rfind(b"\n", max(0, stop - _BEHIND), stop) + 1
        line = bytes(buffer[start : min(stop, start + 2000)])
        if begins_record(line) or line.startswith(b"Exception in thread"):
            return line
        if line.strip() and line[:1] not in b" \t":
            break
        stop = start - 1
    return b""


def _without_start(buffer: bytearray, have: int) -> Block | None:
    """A block that the stream begins in the middle of: frames without the words before them."""
    frame = buffer.find(b'  File "', 0, min(have, 1 << 14))
    if frame < 0:
        return None
    first = buffer.rfind(b"\n", 0, frame) + 1
    lines_before = buffer.count(b"\n", 0, first)
    if lines_before > 1 or buffer.find(MARK, 0, frame) >= 0:
        return None
    prefix = bytes(buffer[first:frame])
    end = min(have, _AHEAD)
    texts: list[bytes] = []
    place = first
    while place < end and buffer.startswith(prefix, place) and len(texts) < 400:
        stop = buffer.find(b"\n", place, end)
        if stop < 0:
            stop = end
        texts.append(bytes(buffer[place + len(prefix) : stop]))
        place = stop + 1
    if any(MARK in text for text in texts):
        texts = texts[: next(i for i, text in enumerate(texts) if MARK in text)]
    count, cut, skipped = taken([MARK + b":", *texts])
    body = [text for at, text in enumerate(texts[: count - 1], 1) if at not in skipped]
    return Block(first, prefix, _joined([MARK + b":", *body]), "start" if not cut else "both")
