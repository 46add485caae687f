"""The string literals in a stretch of Python source, as they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from coldframe.resolve.promoting.unlabelling.wording import Cut

_OPEN = re.compile(r"(?i:\b[rbuf]{1,2})?(\"\"\"|'''|\"|')")


class Literal(NamedTuple):
    """``source[start:end]`` with quotes and prefix; ``inner`` is where the text begins and ends."""

    start: int
    end: int
    inner: tuple[int, int]


def literals(source: str, start: int, end: int) -> Iterator[Literal]:
    """The literals between ``start`` and ``end``, which is where an expression stands."""
    at = start
    while at < end:
        if source[at] == "#":
            at = source.find("\n", at)
            if at < 0:
                return
            continue
        found = _OPEN.match(source, at)
        if found is None:
            at += 1
            continue
        quote, place = found[1], found.end()
        while place < end and not source.startswith(quote, place):
            place += 2 if source[place] == "\\" else 1
        yield Literal(at, place + len(quote), (found.end(), place))
        at = place + len(quote)


def joined(source: str, parts: list[Literal]) -> str:
    """The text of all ``parts``, one behind the other."""
    return "".join(source[slice(*part.inner)] for part in parts)


def placed(source: str, parts: list[Literal], cuts: list[Cut]) -> list[Cut]:
    """``cuts`` of the joined text as cuts of the source; literals that become empty go."""
    out: list[Cut] = []
    offset, empty = 0, []
    for part in parts:
        begin, close = part.inner
        length = close - begin
        left, mine = length, []
        for cut in cuts:
            first, last = max(cut.start - offset, 0), min(cut.end - offset, length)
            if first < last:
                new = cut.new if cut.end <= offset + length else ""  # goes where the cut ends
                mine.append(Cut(begin + first, begin + last, new))
                left -= last - first - len(new)
        if mine and left == 0:
            empty.append(part)
        out += mine
        offset += length
    if len(empty) == len(parts):
        empty = empty[1:]  # something must be left to be the text
    gone: list[Cut] = []
    for part in empty:
        whole = _alone(source, parts, part)
        if whole is not None:
            out = [cut for cut in out if not part.start <= cut.start < part.end]
            if gone and gone[-1].end > whole.start:  # the one before goes, too
                whole = Cut(gone.pop().start, whole.end)
            gone.append(whole)
    return out + gone


def _alone(source: str, parts: list[Literal], part: Literal) -> Cut | None:
    """The literal and the blanks to its neighbour, if nothing but blanks is between them."""
    number = parts.index(part)
    if number + 1 < len(parts):
        after = parts[number + 1]
        if not source[part.end : after.start].strip():
            return Cut(part.start, after.start)
    elif number:
        before = parts[number - 1]
        if not source[before.end : part.start].strip():
            return Cut(before.end, part.end)
    return None
