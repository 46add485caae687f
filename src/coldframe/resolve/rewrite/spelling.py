"""How a string literal spells its value, character by character."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from coldframe.resolve.rewrite.draft import Draft

_TOKEN = re.compile(r"([A-Za-z]{0,2})('''|\"\"\"|'|\")")
_BETWEEN = re.compile(r"(?:\s|\\ ?\n|#[^\n]*\n)*")
_ESCAPE = re.compile(
    r"\\(?: ?\n|N\{[^}]*\}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{1,3}|.)", re.DOTALL
)


class Token(NamedTuple):
    """One of the quoted pieces of a literal; the body is between the quotes."""

    prefix: str
    start: int
    end: int


class Spelling(NamedTuple):
    """A literal as it is written.

    ``value`` is what it spells and ``places`` where each character of it begins, with one
    more for the end of the last; ``ends`` are the ends of the bodies of its tokens.
    """

    value: str
    places: list[int]
    tokens: list[Token]


def tokens(draft: Draft, start: int, end: int) -> list[Token]:
    """The quoted pieces of the literal between two places; none if that is not all of it."""
    text, at, found = draft.text, start, []
    while at < end:
        opening = _TOKEN.match(text, at)
        if opening is None:
            return []
        quote, at = opening[2], opening.end()
        body = at
        while at < end and not text.startswith(quote, at):
            at += 2 if text[at] == "\\" else 1
        if at + len(quote) > end:
            return []
        found.append(Token(opening[1].lower(), body, at))
        at += len(quote)
        between = _BETWEEN.match(text, at)
        if at < end and between is not None:
            at = min(between.end(), end)
    return found


def spelling(draft: Draft, start: int, end: int) -> Spelling | None:
    """How the plain string literal between two places is written; None if that is unclear."""
    pieces = tokens(draft, start, end)
    if not pieces or any("f" in p.prefix or "b" in p.prefix or "t" in p.prefix for p in pieces):
        return None
    value: list[str] = []
    places: list[int] = []
    for piece in pieces:
        at = piece.start
        while at < piece.end:
            character = draft.text[at]
            if character == " " and draft.is_return(at):
                at += 1  # the line end that follows stands for both
                continue
            step = 1
            if character == "\\" and "r" not in piece.prefix:
                escape = _ESCAPE.match(draft.text, at, piece.end)
                if escape is None:
                    return None
                step, character = len(escape.group()), _meaning(escape.group())
            if character:
                value.append(character)
                places.append(at)
            at += step
    places.append(pieces[-1].end)
    return Spelling("".join(value), places, pieces)


def _meaning(escape: str) -> str:
    if escape.endswith("\n"):
        return ""
    return "\0" if escape[1].isalnum() else escape[1]


def replace(draft: Draft, found: Spelling, start: int, end: int, new: str, why: str) -> None:
    """Write ``new`` for the characters ``start`` to ``end`` of a literal's value.

    Where they go over several of its pieces, the first takes all of it.
    """
    first, last = found.places[start], found.places[end - 1] + 1
    spans = [(max(first, t.start), min(last, t.end)) for t in found.tokens]
    for begin, until in spans:
        if begin < until:
            draft.replace(begin, until, new, why)
            new = ""
