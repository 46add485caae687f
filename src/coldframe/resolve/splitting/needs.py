"""Which features a file cannot be imported without: its imports at module level."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple


class Import(NamedTuple):
    """One imported name, and whether importing the module fails without it."""

    name: str
    line: int
    hard: bool


def imports(source: bytes, package: str) -> Iterator[Import]:
    """The absolute names that ``source``, a module in ``package``, imports.

    Not hard: in a function, or where an ``except`` for ImportError stands around it.  What only
    type checkers read is left out.  The source may be newer than the running Python.
    """
    from coldframe.source.python.parse import parse

    stack: list[tuple[ast.AST, bool]] = [(parse(source).tree, True)]
    while stack:
        node, hard = stack.pop()
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, node.lineno, hard)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parts = package.split(".")
                above = parts[: len(parts) - node.level + 1]
                base = ".".join([*above, *filter(None, (node.module,))])
            for alias in node.names:
                yield Import(f"{base}.{alias.name}", node.lineno, hard)
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            stack += [(child, hard) for child in node.orelse]
        elif isinstance(node, ast.Try) and any(catches_import_error(h) for h in node.handlers):
            stack += [(child, False) for child in node.body]
            rest = [*node.handlers, *node.orelse, *node.finalbody]
            stack += [(child, hard) for child in rest]
        else:
            inner = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            stack += [(child, hard and not inner) for child in ast.iter_child_nodes(node)]


def catches_import_error(handler: ast.ExceptHandler) -> bool:
    """Whether an import may fail in the ``try`` of this ``except``."""
    said = "" if handler.type is None else ast.dump(handler.type)
    return not said or any(
        f"'{name}'" in said for name in ("ImportError", "ModuleNotFoundError", "Exception")
    )
