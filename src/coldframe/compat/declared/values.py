"""Expressions as texts in one form, with what a name of the same module stands for."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coldframe.check.surface.reading import Module

_LONGEST = 200


def value_text(module: Module, node: ast.AST | None, depth: int = 0) -> str:
    """The text of a value; empty if there is none or it is None."""
    if node is None or (isinstance(node, ast.Constant) and node.value is None):
        return ""
    if isinstance(node, ast.Name) and node.id in module.constants and depth < 5:
        return value_text(module, module.constants[node.id], depth + 1)
    known = module.text(node)
    if known is not None and not isinstance(node, ast.Constant):
        node = ast.Constant(known)
    try:
        text = ast.unparse(node)
    except (RecursionError, ValueError):
        return "..."
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def elements(module: Module, node: ast.AST | None, depth: int = 0) -> Iterator[ast.expr]:
    """The elements of a list, tuple or set that is written out, or of the sum of such."""
    if isinstance(node, ast.Name) and node.id in module.constants and depth < 5:
        yield from elements(module, module.constants[node.id], depth + 1)
    elif isinstance(node, ast.List | ast.Tuple | ast.Set):
        for each in node.elts:
            if isinstance(each, ast.Starred):
                yield from elements(module, each.value, depth + 1)
            else:
                yield each
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) and depth < 5:
        yield from elements(module, node.left, depth + 1)
        yield from elements(module, node.right, depth + 1)


def choices(module: Module, node: ast.AST | None) -> tuple[str, ...]:
    """The values that are allowed, as texts; empty if that is not written out.

    A pair is a value and what it means, as oslo.config has it.
    """
    found = []
    for each in elements(module, node):
        if isinstance(each, ast.Tuple) and each.elts:
            each = each.elts[0]
        text = module.text(each)
        if text is None:
            if not (isinstance(each, ast.Constant) and each.value is None):
                return ()
            text = ""
        found.append(text)
    return tuple(dict.fromkeys(found))
