"""A module of a tree, parsed."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from coldframe.check.surface.reading import Module

if TYPE_CHECKING:
    from coldframe.source.tree import Tree


def parsed(tree: Tree, path: str, data: bytes) -> Module | None:
    """The module ``data``; None when it cannot be parsed."""
    try:
        return Module(ast.parse(data, path))
    except (SyntaxError, ValueError, RecursionError):
        return None
