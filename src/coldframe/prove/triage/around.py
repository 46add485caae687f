"""Takes the block around the first words of a traceback, whatever kind of log it is in."""

from __future__ import annotations

from coldframe.prove.triage.block import AHEAD, BEHIND, MARK, Block
from coldframe.prove.triage.grammar import joined, taken
from coldframe.prove.triage.heads import before, head_of
from coldframe.prove.triage.prefixed import prefixed, usual

_GROUP = b"Exception Group "


def block_at(
    buffer: bytes | bytearray,
    hit: int,
    end: int,
    base: int,
    consumed: set[int],
    more: bool = False,
) -> tuple[Block, int] | None:
    """The block whose mark is at ``hit``, and where to search on.

    ``buffer`` begins at the byte ``base`` of the stream, and counts up to ``end``.
    ``more``: the stream goes on there, and if that matters the answer is None.
    """
    first = buffer.rfind(b"\n", max(0, hit - BEHIND), hit) + 1
    if not first and hit > BEHIND:
        first = hit
    mark = hit
    if buffer.endswith(_GROUP, first, mark):
        mark -= len(_GROUP)
        if buffer.endswith(b"  + ", first, mark):
            mark -= 4
    prefix = bytes(buffer[first:mark])
    line_end = buffer.find(b"\n", hit, end)
    if line_end < 0:
        if more:
            return None
        line_end = end
    if more and not (prefix and buffer.startswith(prefix, line_end + 1)):
        return None
    if buffer.find(b"\\n", hit, min(hit + len(MARK) + 8, line_end)) >= 0 or prefix[:1] == b"{":
        if more:
            return None
        from coldframe.prove.triage.inline import inline

        return inline(buffer, first, hit, line_end, end, base)
    if prefix and buffer.startswith(prefix, line_end + 1):
        short = usual(buffer, first, mark, end, base, prefix)
        if short is not None:
            return short
        return prefixed(buffer, first, mark, line_end, end, base, prefix, consumed, more)
    if prefix.strip():
        from coldframe.prove.triage.retimed import grammatical, retimed

        apart = retimed(buffer, mark, line_end, end, prefix)
        if apart is not None:
            lines, past, whole = apart
            body, kept, cut, nested = grammatical(buffer, mark, lines, end, prefix)
            consumed.update(base + place for place in nested)
            head = head_of(buffer, first, prefix)
            return Block(base + first, head, body, cut), min(kept, past) if whole else line_end + 1
    spans = _spans(buffer, line_end + 1, end)
    texts = [bytes(buffer[mark:line_end]), *(bytes(buffer[a:b]) for a, b in spans)]
    count, cut, skipped = taken(texts)
    chosen = [text for place, text in enumerate(texts[:count]) if place not in skipped]
    past = spans[count - 2][1] if count > 1 else line_end
    if skipped:
        # What interrupted it may hold others: search on behind the first line of this one.
        past = line_end
        place = mark
        for number, text in enumerate(texts[:count]):
            if number and number not in skipped:
                place = spans[number - 1][0]
                inner = text.find(MARK)
                if inner >= 0:
                    consumed.add(base + place + inner)
    head = prefix if prefix.strip() else before(buffer, first)
    return Block(base + first, head, joined(chosen), cut), max(past, hit + 1)


def _spans(buffer: bytes | bytearray, place: int, end: int) -> list[tuple[int, int]]:
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


def without_start(buffer: bytes | bytearray, have: int) -> Block | None:
    """A block that the stream begins in the middle of: frames without the words before them."""
    frame = buffer.find(b'  File "', 0, min(have, 1 << 14))
    if frame < 0:
        return None
    first = buffer.rfind(b"\n", 0, frame) + 1
    lines_before = buffer.count(b"\n", 0, first)
    if lines_before > 1 or buffer.find(MARK, 0, frame) >= 0:
        return None
    prefix = bytes(buffer[first:frame])
    end = min(have, AHEAD)
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
    return Block(first, prefix, joined([MARK + b":", *body]), "start" if not cut else "both")
