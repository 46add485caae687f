"""What names are bound to, scope by scope."""

from __future__ import annotations

import _ast as ast
from collections.abc import Iterator
from typing import NamedTuple

Node = ast.AST


class Binding(NamedTuple):
    """One way a name gets its value.

    ``kind`` is ``dotted`` (an import: ``value`` is the dotted name), ``value`` (an
    expression, seen from ``scope``), ``each`` (one element of an expression), ``class``
    (``value`` is the class's own scope) or ``other`` (nobody knows).
    """

    kind: str
    value: str | Node | Scope | None = None
    scope: Scope | None = None


OTHER = Binding("other")


class Scope:
    """A module, function, class, lambda or comprehension."""

    def __init__(self, kind: str, parent: Scope | None = None, node: Node | None = None) -> None:
        self.kind = kind
        self.parent = parent
        self.node = node
        self.names: dict[str, list[Binding]] = {}
        self.globals: set[str] = set()
        self.stars: list[str] = []  # dotted names whose contents are imported with *
        self._all: list[Scope] = parent._all if parent is not None else []
        self._all.append(self)

    @property
    def module(self) -> Scope:
        """The outermost scope."""
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope

    def forget(self) -> None:
        """Let go of all that is bound in this module.

        Bindings point back to scopes, so a parsed module would stay in memory.
        """
        for scope in self._all:
            scope.names.clear()
        self._all.clear()

    def bind(self, name: str, binding: Binding) -> None:
        """Note that ``name`` may have this value here."""
        scope = self.module if name in self.globals else self
        scope.names.setdefault(name, []).append(binding)

    def lookup(self, name: str) -> list[Binding]:
        """The bindings that ``name`` has here, as Python resolves it; empty if unbound."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.globals:
                return scope.module.names.get(name, [])
            found = scope.names.get(name)
            if found and (scope.kind != "class" or scope is self):
                return found
            scope = scope.parent
        return []

    def binder(self, name: str) -> Scope | None:
        """The scope in which ``lookup`` finds ``name``."""
        found = self.lookup(name)
        scope: Scope | None = self
        while found and scope is not None and scope.names.get(name) is not found:
            scope = scope.parent
        return scope if found else None

    def enclosing_class(self) -> Scope | None:
        """The class whose method this scope is in."""
        scope: Scope | None = self
        while scope is not None and scope.kind != "class":
            scope = scope.parent
        return scope


def children(node: Node) -> Iterator[Node]:
    """The nodes directly below ``node``, in the order of its fields."""
    for field in node._fields:
        value = getattr(node, field, None)
        if isinstance(value, ast.AST):
            yield value
        elif isinstance(value, list):
            for item in value:
                if isinstance(item, ast.AST):
                    yield item


def bind_target(target: Node, binding: Binding, scope: Scope) -> None:
    """Bind what is assigned to: a name, names in a tuple, ``self.name``."""
    pending = [(target, binding)]
    while pending:
        node, value = pending.pop()
        if isinstance(node, ast.Name):
            scope.bind(node.id, value)
        elif isinstance(node, ast.Starred):
            pending.append((node.value, OTHER))
        elif isinstance(node, (ast.Tuple, ast.List)):
            parts = _parts(value, len(node.elts))
            pending.extend(zip(node.elts, parts, strict=True))
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            owner = scope.enclosing_class()
            if node.value.id in ("self", "cls") and owner is not None:
                owner.bind(node.attr, value)


def _parts(binding: Binding, count: int) -> list[Binding]:
    """``binding`` taken apart into ``count`` values."""
    value = binding.value
    if (
        binding.kind == "value"
        and isinstance(value, (ast.Tuple, ast.List))
        and len(value.elts) == count
        and not any(isinstance(e, ast.Starred) for e in value.elts)
    ):
        return [Binding("value", e, binding.scope) for e in value.elts]
    if binding.kind == "each" and isinstance(value, (ast.Tuple, ast.List, ast.Set)):
        rows = value.elts
        if all(isinstance(r, (ast.Tuple, ast.List)) and len(r.elts) == count for r in rows):
            columns = zip(*(r.elts for r in rows), strict=True)  # type: ignore[attr-defined]
            return [
                Binding("each", ast.List(elts=list(c), ctx=ast.Load()), binding.scope)
                for c in columns
            ] or [OTHER] * count
    if binding.kind == "each" and isinstance(value, ast.Call) and count == 2:
        function = value.func
        if isinstance(function, ast.Attribute) and function.attr == "items":
            halves = (
                ast.Attribute(function.value, half, ast.Load()) for half in ("keys", "values")
            )
            return [Binding("each", ast.Call(half, [], []), binding.scope) for half in halves]
    return [OTHER] * count
