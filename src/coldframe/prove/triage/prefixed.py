"""Blocks each of whose lines begins with the same bytes, as oslo.log writes them."""

from __future__ import annotations

from coldframe.prove.triage.block import LINES, MARK, Block
from coldframe.prove.triage.grammar import FOLLOWS
from coldframe.prove.triage.heads import head_of

_REACH = 1 << 12  # bytes that others may write before a traceback that looks whole goes on
_SHORT = 1 << 13  # bytes that show all of most tracebacks
_FOREIGN = 200  # lines of others between two lines of one traceback


def usual(
    buffer: bytes | bytearray, first: int, mark: int, end: int, base: int, prefix: bytes
) -> tuple[Block, int] | None:
    """What `prefixed` answers of a short block that nothing interrupts; None of others."""
    lines = bytes(buffer[mark : min(end, mark + _SHORT)]).split(b"\n" + prefix)
    last = lines[-1].find(b"\n")
    first_byte = lines[-1][:1]
    if last < 0 or first_byte in b" \t":
        return None
    lines[-1] = lines[-1][:last]
    body = b"\n".join(lines)
    size = len(body)
    place = mark + size + (len(lines) - 1) * len(prefix) + 1
    if (
        place + _REACH + len(prefix) > min(end, mark + _SHORT)
        or body.count(b"\n") != len(lines) - 1
        or body.find(MARK, 1) >= 0
        or body.find(b"\n[") >= 0
        or body.find(b"\r") >= 0
        or prefix.isspace()
    ):
        return None
    return Block(base + first, head_of(buffer, first, prefix), body.rstrip(), ""), place


def prefixed(
    buffer: bytes | bytearray,
    first: int,
    mark: int,
    line_end: int,
    end: int,
    base: int,
    prefix: bytes,
    consumed: set[int],
    more: bool,
) -> tuple[Block, int] | None:
    """A block each of whose lines begins with the same bytes, as oslo.log writes them."""
    size = len(prefix)
    pieces: list[tuple[int, int]] = []
    start = at = first
    place = line_end + 1
    last = line_end + 1 - first
    resume = -1
    for _ in range(LINES):
        if more and place + size + 64 > end:
            return None
        if not buffer.startswith(prefix, place, end):
            pieces.append((at, place))
            complete = buffer[last + size : last + size + 1] not in b" \t"
            reach = _REACH if complete else 1 << 16
            if more and place + reach > end:
                return None
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
            if more:
                return None
            place = end
            break
    if at >= 0:
        pieces.append((at, place))
    text = b"".join(bytes(buffer[a:b]) for a, b in pieces)
    body = text[mark - start :].replace(b"\n" + prefix, b"\n").rstrip()
    if b"\r" in body:
        body = body.replace(b"\r\n", b"\n")
    head = head_of(buffer, first, prefix)
    return Block(base + first, head, body, ""), max(resume if resume >= 0 else place, mark + 1)


def _is_next(buffer: bytes | bytearray, after: int, last: int) -> bool:
    """Whether another traceback begins that is not chained to the one before."""
    return buffer.startswith(MARK, after) and not _chained_before(buffer, after)


def _chained_before(buffer: bytes | bytearray, after: int) -> bool:
    return buffer.find(b"exception", max(0, after - 400), after) >= 0 and any(
        buffer.rfind(words, max(0, after - 400), after) >= 0 for words in FOLLOWS[:2]
    )
