"""A package's ``__init__`` that has no code of its own: it only hands on what is next to it."""

from __future__ import annotations

import ast

from coldframe.source.python.parse import parse


def handed_on(data: bytes) -> dict[str, str] | None:
    """The names that an ``__init__`` imports from its own modules; None if it does more.

    Each name maps to where it is defined, from the package on: ``"Points"`` to
    ``"points.Points"``.  Comments, docstrings, ``__all__`` and ``__future__`` count as nothing.
    """
    parsed = parse(data)
    if parsed.inexact:
        return None
    names: dict[str, str] = {}
    for node in parsed.tree.body:
        if isinstance(node, ast.ImportFrom) and node.level == 1:
            for alias in node.names:
                if alias.name == "*":
                    return None
                where = f"{node.module}.{alias.name}" if node.module else alias.name
                names[alias.asname or alias.name] = where
        elif not (_is_docstring(node) or _is_all(node) or _is_future(node)):
            return None
    return names


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_all(node: ast.stmt) -> bool:
    """``__all__ = ["Points"]``."""
    if not (isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__"):
        return False
    return isinstance(node.value, (ast.List, ast.Tuple)) and all(
        isinstance(item, ast.Constant) for item in node.value.elts
    )


def _is_future(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == "__future__"
