"""The lines of a Python file on which an import may fail, because the code expects it."""

from __future__ import annotations

import ast

from coldframe.resolve.splitting.needs import catches_import_error


def expected(data: bytes) -> frozenset[int]:
    """The lines, from 1, inside a ``try`` that catches an ImportError, or what suppresses it."""
    from coldframe.source.python.parse import parse

    lines: set[int] = set()
    for node in ast.walk(parse(data).tree):
        if isinstance(node, ast.Try):
            caught = any(map(catches_import_error, node.handlers))
        elif isinstance(node, ast.With):
            caught = any(_suppresses(item.context_expr) for item in node.items)
        else:
            continue
        for statement in node.body if caught else ():
            lines.update(range(statement.lineno, (statement.end_lineno or statement.lineno) + 1))
    return frozenset(lines)


def _suppresses(call: ast.expr) -> bool:
    """``suppress(ImportError)``, by whatever way it was imported."""
    if not isinstance(call, ast.Call):
        return False
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    known = {"ImportError", "ModuleNotFoundError", "Exception"}
    return name == "suppress" and any(getattr(arg, "id", "") in known for arg in call.args)
