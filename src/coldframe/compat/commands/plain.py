"""Methods of texts, lists and dictionaries, on what is known of them."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from coldframe.compat.commands.things import Opaque

_OF_TEXTS = frozenset(
    {"lower", "upper", "strip", "title", "split", "replace", "lstrip", "rstrip", "removeprefix"}
)


def plain(
    known_as: Callable[[Any], Any], thing: Any, name: str, args: list[Any], node: ast.AST
) -> Any:
    """What the method ``name`` of ``thing`` gives."""
    known = [known_as(each) for each in args]
    if isinstance(thing, list) and len(args) == 1:
        if name == "append":
            thing.append(args[0])
            return None
        if name == "extend" and isinstance(known[0], list):
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
        if name in _OF_TEXTS and all(isinstance(each, str) for each in known):
            try:
                return getattr(thing, name)(*known)
            except (TypeError, ValueError):
                return Opaque(node)
        parts = known[0] if name == "join" and known else None
        if isinstance(parts, list) and all(isinstance(each, str) for each in parts):
            return thing.join(parts)
        if name == "format" and all(isinstance(each, str | int) for each in known):
            call = isinstance(node, ast.Call) and not node.keywords and len(known) == len(node.args)
            try:
                return thing.format(*known) if call else Opaque(node)
            except (IndexError, KeyError, ValueError, AttributeError):
                return Opaque(node)
    return Opaque(node)
