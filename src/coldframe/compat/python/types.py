"""How two annotations stand to each other: whether one allows all that the other does."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from coldframe.compat.python.annotation import split_union

SAME, NARROWER, WIDER, REPLACED, UNDECIDED = "same", "narrower", "wider", "replaced", "undecided"

Derived = Callable[[str, str], "bool | None"]

# Builtin types and what each of them is, too (PEP 484 counts an int as a float).
_ABOVE = {
    "bool": ("int", "float", "complex", "Hashable"),
    "int": ("float", "complex", "Hashable", "SupportsInt", "SupportsIndex"),
    "float": ("complex", "Hashable", "SupportsFloat"),
    "complex": ("Hashable",),
    "str": ("Sequence", "Collection", "Iterable", "Container", "Reversible", "Sized", "Hashable"),
    "bytes": ("Sequence", "Collection", "Iterable", "Container", "Reversible", "Sized", "Hashable",
              "Buffer"),
    "bytearray": ("MutableSequence", "Sequence", "Collection", "Iterable", "Container", "Sized"),
    "None": ("Hashable",),
    "list": ("MutableSequence", "Sequence", "Collection", "Iterable", "Container", "Reversible",
             "Sized"),
    "tuple": ("Sequence", "Collection", "Iterable", "Container", "Reversible", "Sized", "Hashable"),
    "dict": ("MutableMapping", "Mapping", "Collection", "Iterable", "Container", "Sized"),
    "set": ("MutableSet", "abc.Set", "Collection", "Iterable", "Container", "Sized"),
    "frozenset": ("abc.Set", "Collection", "Iterable", "Container", "Sized", "Hashable"),
    "OrderedDict": ("dict", "MutableMapping", "Mapping", "Collection", "Iterable"),
    "defaultdict": ("dict", "MutableMapping", "Mapping", "Collection", "Iterable"),
    "Generator": ("Iterator", "Iterable"),
    "AsyncGenerator": ("AsyncIterator", "AsyncIterable"),
    "Iterator": ("Iterable",),
    "AsyncIterator": ("AsyncIterable",),
    "Coroutine": ("Awaitable",),
    "MutableMapping": ("Mapping", "Collection", "Iterable", "Container", "Sized"),
    "Mapping": ("Collection", "Iterable", "Container", "Sized"),
    "MutableSequence": ("Sequence", "Collection", "Iterable", "Container", "Sized"),
    "Sequence": ("Collection", "Iterable", "Container", "Reversible", "Sized"),
    "MutableSet": ("abc.Set", "Collection", "Iterable", "Container", "Sized"),
    "Collection": ("Iterable", "Container", "Sized"),
}  # fmt: skip
_BUILTIN = frozenset({*_ABOVE, "type", "memoryview", "range", "slice"})
# Containers that only give: what fits the item fits the container.
_GIVING = frozenset({"Sequence", "Collection", "Iterable", "Iterator", "Mapping", "abc.Set",
                     "tuple", "frozenset", "type", "AsyncIterable", "AsyncIterator", "Awaitable",
                     "Container", "Reversible"})  # fmt: skip


def says_any(text: str) -> bool:
    """Whether a type leaves a part of itself open."""
    return re.search(r"\bAny\b", text) is not None


class _Type(NamedTuple):
    name: str
    items: tuple[str, ...]


def relation(old: str, new: str, derived: Derived) -> str:
    """What ``new`` is to ``old``, both in the form of ``annotation``.

    ``derived(one, other)`` says whether a class of this name is, or is derived from, another; None
    if that is not known.  ``Any`` goes with everything: it takes back what was said, no more.
    """
    if new == "Any" or old == new:
        return SAME
    if old == "Any":
        return NARROWER
    there, back = _fits(old, new, derived), _fits(new, old, derived)
    if there and back:
        return SAME
    if there:
        return WIDER
    if back:
        return NARROWER
    return REPLACED if there is False and back is False else UNDECIDED


def _fits(one: str, other: str, derived: Derived) -> bool | None:
    """Whether every value of ``one`` is a value of ``other``; None where nobody can tell."""
    if one == other or other in ("Any", "object"):
        return True
    parts = split_union(one)
    if len(parts) > 1:
        return _all([_fits(part, other, derived) for part in parts])
    options = split_union(other)
    if len(options) > 1:
        found = [_fits(one, option, derived) for option in options]
        return True if True in found else None if None in found else False
    if one in ("Any", "object"):
        return None if one == "Any" else False
    return _plain(_taken_apart(one), _taken_apart(other), derived)


def _plain(one: _Type, other: _Type, derived: Derived) -> bool | None:
    if one.name == "Literal":
        if other.name == "Literal":
            return set(one.items) <= set(other.items)
        kinds = {_kind(item) for item in one.items}
        return _all([_fits(kind, other.name, derived) if kind else None for kind in kinds])
    if other.name == "Literal":
        return False if one.name in _BUILTIN else None
    known = _named(one.name, other.name, derived)
    if not known:
        return known
    if not one.items or not other.items:
        return True  # without items it is said of no item in particular
    return _items(one, other, derived)


def _named(one: str, other: str, derived: Derived) -> bool | None:
    if one == other or other in _ABOVE.get(one, ()):
        return True
    if one in _BUILTIN and other in _BUILTIN:
        return False
    return derived(one, other)


def _items(one: _Type, other: _Type, derived: Derived) -> bool | None:
    mine, theirs = one.items, other.items
    if one.name == other.name == "tuple":
        if theirs[-1] == "..." and mine[-1] != "...":
            return _all([_fits(item, theirs[0], derived) for item in mine])
        if len(mine) != len(theirs):
            return False if "..." not in (mine[-1], theirs[-1]) else None
    elif one.name == "tuple" and len(theirs) == 1:
        return _all([_fits(item, theirs[0], derived) for item in mine if item != "..."])
    elif one.name in ("dict", "Mapping", "MutableMapping") and len(theirs) == 1:
        mine = mine[:1]
    elif one.name in ("Generator", "AsyncGenerator", "Coroutine") and other.name != one.name:
        mine = (mine[-1 if one.name == "Coroutine" else 0],)
    if len(mine) != len(theirs):
        return None
    found = [_fits(a, b, derived) for a, b in zip(mine, theirs, strict=True)]
    if other.name in _GIVING:
        return _all(found)
    # What can be put in as well must be the same both ways; nothing is said of what is Any.
    back = [b == "Any" or _fits(b, a, derived) for a, b in zip(mine, theirs, strict=True)]
    if all(found) and all(back):
        return True
    return (
        False if any(a is False and b is False for a, b in zip(found, back, strict=True)) else None
    )


def _all(found: list[bool | None]) -> bool | None:
    return False if False in found else None if None in found else True


def _kind(literal: str) -> str:
    """The type of a literal value."""
    if literal[:1] in "'\"":
        return "str"
    if literal[:2] in ("b'", 'b"'):
        return "bytes"
    if literal in ("True", "False"):
        return "bool"
    if literal == "None":
        return "None"
    return "int" if literal.lstrip("-").isdigit() else ""


def _taken_apart(text: str) -> _Type:
    name, bracket, rest = text.partition("[")
    if not bracket or not rest.endswith("]") or not name:
        return _Type(text, ())
    items, depth, start, quote = [], 0, 0, ""
    inside = rest[:-1]
    for at, letter in enumerate(inside):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "'\"":
            quote = letter
        elif letter in "[(":
            depth += 1
        elif letter in "])":
            depth -= 1
        elif letter == "," and not depth:
            items.append(inside[start:at].strip())
            start = at + 1
    return _Type(name, (*items, inside[start:].strip()))
