"""Queries in the language of Lucene, as elastic-recheck keeps them for each known bug.

Read are words and phrases with fields, ``AND``, ``OR``, ``NOT``, ``+``, ``-``, brackets, and ``*``
and ``?`` in words.  Meaning: https://lucene.apache.org/core/2_9_4/queryparsersyntax.html, but
``AND`` binds closer than ``OR``.  A phrase is found where its words stand one after the other,
whatever is between them that is no letter, and whatever the case.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from coldframe.prove.triage.known.condition import (
    LEVEL,
    LOG,
    LOGGER,
    MESSAGE,
    Condition,
    Every,
    Has,
    No,
    Some,
)

_FIELDS = {
    **dict.fromkeys(("message", "@message"), MESSAGE),
    **dict.fromkeys(("loglevel", "level"), LEVEL),
    **dict.fromkeys(("module", "logger"), LOGGER),
    **dict.fromkeys(("tags", "filename", "log_url"), LOG),
}
_FORMS = {
    "Range": "a range",
    "From": "a range",
    "To": "a range",
    "Fuzzy": "~ (words alike)",
    "Proximity": "~ (words near each other)",
    "Regex": "a regular expression",
}
_DEEPEST = 100  # brackets and NOTs within each other
_LONGEST = 20_000  # characters of a query; real ones have a few hundred


class Unsupported(ValueError):
    """A query that cannot be read; ``at`` is the character where."""

    def __init__(self, what: str, at: int) -> None:
        super().__init__(what)
        self.at = at


class Asked(NamedTuple):
    """What a query asks; ``left_out`` are fields that no log says, with all that is asked of them.

    ``condition`` is None if nothing is left.
    """

    condition: Condition | None
    left_out: frozenset[str]


def asked(query: str) -> Asked:
    """What ``query`` asks.  Raises Unsupported for what is not read."""
    from luqum.exceptions import ParseError
    from luqum.parser import parser

    if len(query) > _LONGEST:
        raise Unsupported(f"it has more than {_LONGEST:,} characters", 0)
    try:
        tree = parser.parse(query)
    except ParseError as error:
        place = re.search(r"at position (\d+)", str(error))
        at = int(place[1]) if place else len(query)
        raise Unsupported(_plain(str(error)), at) from None
    except RecursionError:
        raise Unsupported("it is nested too deeply", 0) from None
    left_out: set[str] = set()
    return Asked(_condition(tree, MESSAGE, left_out, 0), frozenset(left_out))


def _plain(error: str) -> str:
    text = error.replace("Syntax error in input : ", "").rstrip("!")
    return re.sub(r" at position \d+| at the end$", "", text)


def _condition(node: Any, field: str, left_out: set[str], depth: int) -> Condition | None:
    """What ``node`` of luqum's tree asks of ``field``; None if it is left out."""
    if depth > _DEEPEST:
        raise Unsupported("it is nested too deeply", node.pos or 0)
    kind = type(node).__name__
    if kind == "SearchField":
        known = _FIELDS.get(node.name)
        if known is None:
            left_out.add(node.name)
            return None
        return _condition(node.expr, known, left_out, depth + 1)
    if kind in ("Group", "FieldGroup", "Boost", "Plus"):
        return _condition(node.children[0], field, left_out, depth + 1)
    if kind in ("Not", "Prohibit"):
        inner = _condition(node.children[0], field, left_out, depth + 1)
        return None if inner is None else No(inner)
    if kind in ("AndOperation", "OrOperation"):
        parts = [_condition(child, field, left_out, depth + 1) for child in node.children]
        return _joined(parts, Every if kind == "AndOperation" else Some)
    if kind == "UnknownOperation":
        return _side_by_side(node, field, left_out, depth)
    if kind == "Phrase":
        return _words(node.value[1:-1].replace('\\"', '"').replace("\\\\", "\\"), field, node.pos)
    if kind == "Word":
        return _word(node.value, field, node.pos)
    raise Unsupported(f"{_FORMS.get(kind, kind)} is not supported", node.pos or 0)


def _side_by_side(node: Any, field: str, left_out: set[str], depth: int) -> Condition | None:
    """Without AND or OR between: what has ``+`` must be, ``-`` and NOT must not, else one may."""
    must: list[Condition | None] = []
    may: list[Condition | None] = []
    not_: list[Condition | None] = []
    for child in node.children:
        found = _condition(child, field, left_out, depth + 1)
        kind = type(child).__name__
        into = not_ if kind in ("Not", "Prohibit") else must if kind == "Plus" else may
        into.append(found)
    wanted = must if must else [_joined(may, Some)]
    return _joined([*wanted, *not_], Every)


def _joined(parts: list[Condition | None], how: type[Every] | type[Some]) -> Condition | None:
    left = tuple(part for part in parts if part is not None)
    if len(left) > 1:
        return how(left)
    return left[0] if left else None


def _words(text: str, field: str, at: int | None) -> Has:
    if field in (LOG, LEVEL):
        return _exactly(re.escape(text), text, field)
    words = re.findall(r"\w+", text)
    if not words:
        raise Unsupported(f"{text!r} has no word in it", at or 0)
    body = r"\W+".join(map(re.escape, words))
    if field == LOGGER:
        return _exactly(rf"\W*{body}\W*", max(words, key=len), field)
    pattern = re.compile(rf"(?<!\w){body}(?!\w)", re.IGNORECASE)
    return Has(field, pattern, _needles(max(words, key=len)))


def _word(text: str, field: str, at: int | None) -> Has:
    if text in ("&&", "||") or text.startswith("!"):
        raise Unsupported(f"{text} is not supported: write AND, OR, NOT", at or 0)
    pieces = re.findall(r"\\.|[*?]|[^\\*?]+", text)
    wild = [piece for piece in pieces if piece in ("*", "?")]
    if not wild:
        return _words(re.sub(r"\\(.)", r"\1", text), field, at)
    inside = r"." if field in (LOG, LOGGER) else r"\w"
    body = "".join(
        inside + "*" if piece == "*" else inside if piece == "?" else _literal(piece, field)
        for piece in pieces
    )
    words = [word for piece in pieces if piece not in wild for word in re.findall(r"\w+", piece)]
    longest = max(words, key=len, default="")
    if field != MESSAGE:
        return _exactly(body, longest, field)
    pattern = re.compile(rf"(?<!\w){body}(?!\w)", re.IGNORECASE)
    return Has(field, pattern, _needles(longest))


def _literal(piece: str, field: str) -> str:
    piece = piece.removeprefix("\\") if len(piece) == 2 else piece
    if field in (LOG, LEVEL):
        return re.escape(piece)
    return re.sub(r"\W+", lambda found: r"\W+", piece)


def _exactly(body: str, needle: str, field: str) -> Has:
    found = None if field == LOG else _needles(needle)
    return Has(field, re.compile(body, re.IGNORECASE | re.DOTALL), found)


def _needles(word: str) -> frozenset[bytes] | None:
    """What has to be in small letters of a text for ``word`` to be in it, whatever its case."""
    plain = max(re.findall(r"[a-z0-9_]+", word.lower()), key=len, default="")
    if plain:
        return frozenset([plain.encode()])
    forms = {word, word.lower(), word.upper(), word.capitalize()} - {""}
    return frozenset(form.encode("utf-8", "surrogatepass") for form in forms) or None
