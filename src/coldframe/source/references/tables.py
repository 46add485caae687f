"""Strings in literal lists and tables."""

from __future__ import annotations

import _ast as ast

from coldframe.source.references.pieces import HOLE, Pieces
from coldframe.source.references.scopes import Node, Scope
from coldframe.source.references.walk import Module

_DEPTH = 12
_STEPS = 2000  # per expression: a name that is assigned a hundred times branches fast


class Tables:
    """What a literal list, tuple, set or dict holds; the ground that ``Strings`` stands on."""

    def __init__(self, module: Module) -> None:
        self.module = module
        self.followed: set[int] = set()  # ids of the string nodes that were evaluated
        self._known: dict[int, list[str]] = {}
        self._steps = 0
        self._importing = False  # then a parameter may be what the function compares it with

    def _enough(self, depth: int) -> bool:
        self._steps = self._steps + 1 if depth else 0
        return depth > _DEPTH or self._steps > _STEPS

    def strings(self, node: Node, scope: Scope, depth: int = 0) -> list[Pieces]:
        """See ``Strings``."""
        raise NotImplementedError

    def _method(self, node: Node, scope: Scope, depth: int) -> list[object]:
        raise NotImplementedError

    def _get(self, node: ast.Call, scope: Scope, depth: int) -> list[Pieces]:
        """``table.get(key, default)``, ``os.environ.get(name, default)``."""
        out: list[Pieces] = []
        if isinstance(node.func, ast.Attribute) and node.args:
            out = self._elements(node.func.value, scope, depth, node.args[0])
        if len(node.args) > 1:
            out = [*out, *self.strings(node.args[1], scope, depth)]
        return [*out, HOLE]

    def _subscript(self, node: ast.Subscript, scope: Scope, depth: int) -> list[Pieces]:
        made = self._method(node.value, scope, depth)
        index = node.slice
        if isinstance(index, ast.UnaryOp) and isinstance(index.operand, ast.Constant):
            step = index.operand.value
            at = -step if isinstance(step, int) else None
        else:
            at = index.value if isinstance(index, ast.Constant) else None  # type: ignore[assignment]
        if made and isinstance(at, int):
            rows = [r for r in made if isinstance(r, (list, tuple)) and -len(r) <= at < len(r)]
            return [(str(r[at]),) for r in rows]
        return self._elements(node.value, scope, depth, index)

    def _elements(
        self, node: Node, scope: Scope, depth: int, key: Node | None = None
    ) -> list[Pieces]:
        """The strings in a literal list or table, or only that of ``key`` if it is constant."""
        if self._enough(depth):
            return [HOLE]
        depth += 1
        if isinstance(node, ast.Name):
            out = []
            for b in scope.lookup(node.id):
                if b.kind == "value" and isinstance(b.value, ast.AST) and b.scope:
                    out += self._elements(b.value, b.scope, depth, key)
            return out
        constant = key.value if isinstance(key, ast.Constant) else None
        if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
            items: list[ast.expr] = node.elts
            if isinstance(constant, int) and constant < len(items):
                items = [items[constant]]
            return [t for item in items for t in self._flat(item, scope, depth)]
        if isinstance(node, ast.Dict):
            pairs = list(zip(node.keys, node.values, strict=True))
            if key is None:
                return [t for k, _ in pairs if k for t in self.strings(k, scope, depth)]
            hits = [v for k, v in pairs if isinstance(k, ast.Constant) and k.value == constant] or [
                v for _, v in pairs
            ]
            return [t for value in hits for t in self._flat(value, scope, depth)]
        if isinstance(node, ast.Subscript):  # a table of tables
            return self._elements(node.value, scope, depth, node.slice)
        if isinstance(node, ast.Call):
            function = node.func
            if isinstance(function, ast.Attribute) and function.attr in ("keys", "values"):
                every = None if function.attr == "keys" else function
                return self._elements(function.value, scope, depth, every)
            makers = ("sorted", "set", "list", "tuple", "frozenset")
            if getattr(function, "id", "") in makers and node.args:
                return self._elements(node.args[0], scope, depth)
        return [HOLE]

    def _flat(self, node: Node, scope: Scope, depth: int) -> list[Pieces]:
        """The strings of a table's value; a tuple stands for its first string."""
        if isinstance(node, (ast.Tuple, ast.List)):
            return [t for item in node.elts for t in self.strings(item, scope, depth)]
        return self.strings(node, scope, depth)
