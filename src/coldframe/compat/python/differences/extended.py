"""Constants that hold other values: whether they hold all that they held, and more."""

from __future__ import annotations

import ast
from typing import Any


def added(old: str, new: str) -> str:
    """What ``new`` holds beyond ``old``, as a text; empty if that is not all that differs.

    Lists and tuples count only if they hold texts, in the same order: of numbers, the place says
    what each means.
    """
    try:
        one, other = ast.literal_eval(old), ast.literal_eval(new)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return ""
    if type(one) is not type(other) or not one:
        return ""
    if isinstance(one, dict):
        kept = all(key in other and _alike(other[key], value) for key, value in one.items())
        return _listed([key for key in other if key not in one]) if kept else ""
    if isinstance(one, set):
        return _listed(sorted(other - one, key=repr)) if one < other else ""
    if isinstance(one, list | tuple) and all(isinstance(each, str) for each in other):
        waiting = list(one)
        more = []
        for each in other:
            if waiting and each == waiting[0]:
                waiting.pop(0)
            else:
                more.append(each)
        return "" if waiting else _listed(more)
    return ""


def _alike(one: Any, other: Any) -> bool:
    return type(one) is type(other) and bool(one == other)


def _listed(values: list[Any]) -> str:
    return ", ".join(map(repr, values))
