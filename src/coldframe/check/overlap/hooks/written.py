"""What a listener writes of what it is handed."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.overlap.hooks.hook import WRITTEN, Hook
from coldframe.check.overlap.hooks.names import arguments, chain

if TYPE_CHECKING:
    from coldframe.check.overlap.hooks.part import Part
    from coldframe.check.surface.reading import Function

_INNER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


def written(part: Part, handler: Function, *, by_place: bool) -> Iterator[Hook]:
    """One hook per attribute, or member, of an argument that gets a value.

    It is certain if it happens in every call, or unless something stands there already.
    ``by_place``: the caller hands arguments over by place, so their names are the handler's own.
    """
    names = arguments(handler)
    if names[:1] in (["self"], ["cls"]):
        del names[0]
    rebound = {
        node.id
        for node in ast.walk(handler)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    for statement, conditions, left in _statements(handler.body, (), [False]):
        if not isinstance(statement, ast.Assign):
            continue
        for target in statement.targets:
            path = _path(part, target)
            root = path.partition(".")[0].partition("[")[0]
            if not path or root == path or root not in names or root in rebound:
                continue
            rest = path[len(root) :]
            place = str(names.index(root)) if by_place else root
            certain = not left and all(rest in _paths(part, test) for test in conditions)
            hook = part.hook((place, rest), path, WRITTEN, statement)
            value = statement.value
            constant = ast.dump(value) if isinstance(value, ast.Constant) else ""
            yield hook._replace(value=constant, certain=certain)


def _statements(
    body: list[ast.stmt], conditions: tuple[ast.expr, ...], left: list[bool]
) -> Iterator[tuple[ast.stmt, tuple[ast.expr, ...], bool]]:
    """Every statement with the conditions above it, and whether it may be left out before it."""
    for node in body:
        yield node, conditions, left[0]
        if isinstance(node, _INNER):
            continue
        if isinstance(node, ast.Return | ast.Raise | ast.Continue | ast.Break):
            left[0] = True
        if isinstance(node, ast.If):
            yield from _statements(node.body, (*conditions, node.test), left)
            yield from _statements(node.orelse, (*conditions, node.test), left)
        elif isinstance(node, ast.With | ast.AsyncWith):
            yield from _statements(node.body, conditions, left)
        elif isinstance(node, ast.For | ast.AsyncFor | ast.While | ast.Try | ast.Match):
            doubt = (*conditions, ast.Constant(None))  # it may not get here at all
            inner = [*getattr(node, "body", []), *getattr(node, "orelse", [])]
            inner += [s for h in getattr(node, "handlers", []) for s in h.body]
            inner += [s for c in getattr(node, "cases", []) for s in c.body]
            yield from _statements(inner, doubt, left)
            yield from _statements(getattr(node, "finalbody", []), conditions, left)


def _path(part: Part, node: ast.expr) -> str:
    """``a.b['c']`` as it is written; empty if a key is not a text or a number."""
    keys = ""
    while isinstance(node, ast.Subscript):
        named, _ = part.named(node.slice)
        if not named or isinstance(node.slice, ast.Slice):
            return ""
        keys = f"[{named}]" + keys
        node = node.value
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Subscript):
            inner = _path(part, node.value)
            return f"{inner}.{node.attr}{keys}" if inner else ""
    root, parts = chain(node)
    return ".".join((root, *parts)) + keys if root else ""


def _paths(part: Part, test: ast.expr) -> set[str]:
    """What of an argument ``test`` looks at, without the argument's name."""
    found = set()
    for node in ast.walk(test):
        if isinstance(node, ast.Attribute | ast.Subscript):
            path = _path(part, node)
            root = path.partition(".")[0].partition("[")[0]
            found.add(path[len(root) :])
    return found
