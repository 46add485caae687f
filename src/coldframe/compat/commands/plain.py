"""Methods of texts, lists and dictionaries, on what is known of them."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from typing import Any

from coldframe.compat.commands.things import Opaque

_OF_TEXTS = frozenset(
    {"lower", "upper", "strip", "title", "split", "replace", "lstrip", "rstrip", "removeprefix"}
)


LONGEST = 10_000  # nobody writes a longer text or list by hand
_WIDE = re.compile(r"\{[^}]*[:!.\[]")  # a width, or what belongs to a value


def plain(
    known_as: Callable[[Any], Any], thing: Any, name: str, args: list[Any], node: ast.AST
) -> Any:
    """What the method ``name`` of ``thing`` gives."""
    known = [known_as(each) for each in args]
    if isinstance(thing, list) and len(args) == 1:
        if name == "append":
            thing.append(args[0])
            return None
        if name == "extend" and isinstance(known[0], list) and len(thing) < LONGEST:
            thing.extend(known[0])
            return None
    if isinstance(thing, dict):
        if name in ("keys", "values"):
            return list(getattr(thing, name)())
        if name == "items":
            return [[key, value] for key, value in thing.items()]
        if name == "get" and known and isinstance(known[0], str) and known[0] in thing:
            return thing[known[0]]
    if isinstance(thing, str):
        return _of_text(thing, name, known, node)
    return Opaque(node)


def _of_text(thing: str, name: str, known: list[Any], node: ast.AST) -> Any:
    parts = known[0] if name == "join" and known else None
    if isinstance(parts, list) and all(isinstance(each, str) for each in parts):
        size = sum(map(len, parts)) + len(thing) * len(parts)
        return thing.join(parts) if size < LONGEST else Opaque(node)
    if name == "format":
        plainly = isinstance(node, ast.Call) and not node.keywords and "__" not in thing
        fields = all(isinstance(each, str | int) for each in known) and not _WIDE.search(thing)
        if not (plainly and fields):
            return Opaque(node)
    elif name not in _OF_TEXTS or not all(isinstance(e, str) and len(e) < 100 for e in known):
        return Opaque(node)
    try:
        found = getattr(thing, name)(*known)
    except (TypeError, ValueError, IndexError, KeyError, AttributeError):
        return Opaque(node)
    return found if len(found) < LONGEST else Opaque(node)
