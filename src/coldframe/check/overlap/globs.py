"""Globs of claims: what one matches, and whether two have a name in common.

The globs are those of ``fnmatch``: ``*``, ``?``, ``[abc]`` and ``[!abc]``; ``*`` matches any
text, ``/`` and ``.`` included.  Those of routes may have ``ONE_PART``, any text without ``/``.
"""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import NamedTuple

from coldframe.declare.claimed_routes import ONE_PART

_OTHER = "x"  # shown for a character that may be any


class Token(NamedTuple):
    """One part of a glob: a set of characters (or, ``negated``, all others), or a ``star``."""

    characters: frozenset[str]
    negated: bool = False
    star: bool = False


_ANY = Token(frozenset(), True)
_IN_PART = Token(frozenset("/"), True)
_REST_OF_PART = Token(frozenset("/"), True, True)
_STAR = Token(frozenset(), True, True)


def tokens(glob: str) -> tuple[Token, ...]:
    """``glob`` in parts; several stars in a row are one."""
    found: list[Token] = []
    at = 0
    while at < len(glob):
        end = _class_end(glob, at)
        if glob[at] == "*":
            if not found or found[-1] is not _STAR:
                found.append(_STAR)
        elif glob[at] == "?":
            found.append(_ANY)
        elif glob[at] == ONE_PART:
            found += (_IN_PART, _REST_OF_PART)
        elif end:
            found.append(_class(glob[at + 1 : end]))
            at = end
        else:
            found.append(Token(frozenset(glob[at])))
        at += 1
    return tuple(found)


def common_name(one: str, other: str) -> str | None:
    """A name that both globs match, or None when there is none. Exact.

    A breadth-first walk over pairs of positions, so the name shown is a short one.
    """
    if not _may_share(one, other):
        return None
    left, right = tokens(one), tokens(other)
    seen = {(0, 0)}
    queue = [(0, 0, "")]
    for i, j, name in queue:  # grows while it is walked
        if i == len(left) and j == len(right):
            return name
        a = left[i] if i < len(left) else None
        b = right[j] if j < len(right) else None
        steps: list[tuple[int, int, str]] = []
        if a is not None and a.star:
            steps.append((i + 1, j, ""))
        if b is not None and b.star:
            steps.append((i, j + 1, ""))
        if a is not None and b is not None:
            character = _shared(a, b)
            if character is not None and not (a.star and b.star):
                steps.append((i + (not a.star), j + (not b.star), character))
        for k, m, character in steps:
            if (k, m) not in seen:
                seen.add((k, m))
                queue.append((k, m, name + character))
    return None


def matches(glob: str, name: str) -> bool:
    """Whether ``glob`` matches the whole of ``name``, case and all."""
    return fnmatchcase(name, glob)


def literal_parts(glob: str) -> list[str]:
    """The texts that every name that ``glob`` matches contains, longest first."""
    parts, current = [], ""
    for token in tokens(glob):
        if not token.star and not token.negated and len(token.characters) == 1:
            current += next(iter(token.characters))
        else:
            parts.append(current)
            current = ""
    return sorted(filter(None, [*parts, current]), key=len, reverse=True)


def _may_share(one: str, other: str) -> bool:
    """False when the literal beginnings already differ: cheap, and true of most pairs."""
    heads = [re.split(rf"[*?\[{ONE_PART}]", glob, maxsplit=1)[0] for glob in (one, other)]
    return heads[0].startswith(heads[1]) or heads[1].startswith(heads[0])


def _class_end(glob: str, at: int) -> int:
    """The place of the ``]`` that ends the class at ``at``; 0 when there is no class."""
    if glob[at] != "[":
        return 0
    first = at + 1 + (glob[at + 1 : at + 2] == "!")
    return max(glob.find("]", first + 1), 0)


def _class(inner: str) -> Token:
    negated = inner.startswith("!")
    inner = inner[negated:]
    characters: set[str] = set()
    at = 0
    while at < len(inner):
        if at + 2 < len(inner) and inner[at + 1] == "-":
            characters.update(map(chr, range(ord(inner[at]), ord(inner[at + 2]) + 1)))
            at += 3
        else:
            characters.add(inner[at])
            at += 1
    return Token(frozenset(characters), negated)


def _shared(a: Token, b: Token) -> str | None:
    """A character that both tokens allow."""
    if a.negated and b.negated:
        taken = a.characters | b.characters
        return next(c for c in map(chr, range(ord(_OTHER), 0x110000)) if c not in taken)
    if a.negated:
        a, b = b, a
    allowed = a.characters - b.characters if b.negated else a.characters & b.characters
    return min(allowed, default=None)
