"""Errors that say nothing: a built-in exception that is raised without a text."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coldframe.check.host import Host

# These are signals between parts of a program, or speak for themselves.
_SIGNALS = frozenset(
    {
        *("NotImplementedError", "StopIteration", "StopAsyncIteration", "GeneratorExit"),
        *("KeyboardInterrupt", "SystemExit", "AssertionError", "AttributeError", "KeyError"),
        *("IndexError", "TimeoutError"),
    }
)
_ERRORS = frozenset(
    name
    for name, value in vars(builtins).items()
    if isinstance(value, type) and issubclass(value, Exception) and name not in _SIGNALS
)


def silent_errors(host: Host, code: Sequence[str]) -> list[str]:
    """``path:line`` of each such error in ``code``, as far as reading shows."""
    found = []
    for path in code:
        if b"raise " not in host.tree.read(path):
            continue
        module = host.surface.module(path)
        if module is None:
            continue
        for node, _ in module.sites:
            if isinstance(node, ast.Raise) and node.exc is not None and _says_nothing(node.exc):
                found.append(f"{path}:{node.lineno}")
    return found


def _says_nothing(raised: ast.expr) -> bool:
    if isinstance(raised, ast.Name):
        return raised.id in _ERRORS
    if not isinstance(raised, ast.Call) or not isinstance(raised.func, ast.Name):
        return False
    if raised.func.id not in _ERRORS or raised.keywords:
        return False
    return all(isinstance(one, ast.Constant) and one.value in ("", None) for one in raised.args)
