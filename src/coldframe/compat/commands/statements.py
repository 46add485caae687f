"""Goes through the statements of a program; both ways of a branch that cannot be decided."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import Any

from coldframe.check.surface.reading import last_name
from coldframe.compat.commands.expressions import Expressions, added
from coldframe.compat.commands.things import Class, External, Function, Later, Names, Opaque, Space

_KINDS = ("classmethod", "staticmethod", "property", "cached_property")
_MOST = 500  # rounds of a loop, all things together that a list gives
NOTHING = object()


class Statements(Expressions):
    """Executes, in the sense of reading."""

    def __init__(self) -> None:
        super().__init__()
        self.doubt = 0  # how many undecided branches are around

    def imported(self, module: str) -> None:
        """What an import statement does: a module that matters is read."""

    def body(self, statements: Iterable[ast.stmt], names: Names) -> Any:
        """Go through; what is returned, or NOTHING.  Raises TooLong."""
        result: Any = NOTHING
        for statement in statements:
            self.step()
            doubtful = self.doubt
            found = self._statement(statement, names)
            if found is NOTHING:
                continue
            if self.doubt == doubtful and not isinstance(statement, ast.If | ast.Try | ast.For):
                return found
            if result is NOTHING or isinstance(result, Opaque) or result is None:
                result = found
        return result

    def _statement(self, node: ast.stmt, names: Names) -> Any:
        reader = getattr(self, f"_do_{type(node).__name__.lower()}", None)
        return NOTHING if reader is None else reader(node, names)

    def _do_expr(self, node: ast.Expr, names: Names) -> Any:
        self.value(node.value, names)
        return NOTHING

    def _do_assign(self, node: ast.Assign, names: Names) -> Any:
        value = self.value(node.value, names)
        for target in node.targets:
            self.bind(target, value, names)
        return NOTHING

    def _do_annassign(self, node: ast.AnnAssign, names: Names) -> Any:
        if node.value is not None:
            self.bind(node.target, self.value(node.value, names), names)
        return NOTHING

    def _do_augassign(self, node: ast.AugAssign, names: Names) -> Any:
        left = self.known(self.value(node.target, names))
        right = self.known(self.value(node.value, names))
        self.bind(node.target, added(left, right, node), names)
        return NOTHING

    def _do_return(self, node: ast.Return, names: Names) -> Any:
        return self.value(node.value, names)

    def _doubtful(self, statements: list[ast.stmt], names: Names) -> Any:
        self.doubt += 1
        try:
            return self.body(statements, names)
        finally:
            self.doubt -= 1

    def _do_if(self, node: ast.If, names: Names) -> Any:
        test = self.known(self.value(node.test, names))
        if isinstance(test, bool | str | int | list | type(None)):
            return self.body(node.body if test else node.orelse, names)
        if last_name(node.test) == "TYPE_CHECKING":
            self.body(node.body, names)
            return NOTHING
        one, other = self._doubtful(node.body, names), self._doubtful(node.orelse, names)
        return other if one is NOTHING else one

    def _do_for(self, node: ast.For, names: Names) -> Any:
        source = self.known(self.value(node.iter, names))
        if not isinstance(source, list | dict):
            self.bind(node.target, Opaque(), names)
            return self._doubtful(node.body, names)
        result: Any = NOTHING
        for each in list(source)[:_MOST]:
            self.bind(node.target, each, names)
            found = self.body(node.body, names)
            result = found if result is NOTHING else result
        return result

    _do_asyncfor = _do_for

    def _do_while(self, node: ast.While, names: Names) -> Any:
        return self.body(node.body, names)

    def _do_with(self, node: ast.With | ast.AsyncWith, names: Names) -> Any:
        for item in node.items:
            value = self.value(item.context_expr, names)
            if item.optional_vars is not None:
                self.bind(item.optional_vars, value, names)
        return self.body(node.body, names)

    _do_asyncwith = _do_with

    def _do_try(self, node: ast.Try, names: Names) -> Any:
        found = self.body(node.body, names)
        for handler in node.handlers:
            inner = Names(outer=names, space=names.space)  # what is tried is what counts
            other = self._doubtful(handler.body, inner)
            for name, value in inner.own.items():
                names.own.setdefault(name, value)
            found = other if found is NOTHING else found
        for statements in (node.orelse, node.finalbody):
            other = self.body(statements, names)
            found = other if found is NOTHING else found
        return found

    _do_trystar = _do_try

    def _do_import(self, node: ast.Import, names: Names) -> Any:
        for alias in node.names:
            whole = alias.name if alias.asname else alias.name.partition(".")[0]
            self.imported(alias.name)
            bound = Later(whole) if self.is_ours(whole) else External(whole)
            names.own[alias.asname or whole] = bound
        return NOTHING

    def _do_importfrom(self, node: ast.ImportFrom, names: Names) -> Any:
        module = self._absolute(node, names.space)
        ours = self.is_ours(module)
        if ours:
            self.imported(module)
        for alias in node.names:
            if alias.name == "*":
                space = self.space(module) if ours else None
                names.own |= {} if space is None else space.names.own
                continue
            if ours:
                self.imported(f"{module}.{alias.name}")
            found = Later(module, alias.name) if ours else External(f"{module}.{alias.name}")
            names.own[alias.asname or alias.name] = found
        return NOTHING

    @staticmethod
    def _absolute(node: ast.ImportFrom, space: Space | None) -> str:
        if not node.level or space is None:
            return node.module or ""
        parts = space.name.split(".")
        parts = parts[: len(parts) - node.level + space.package]
        return ".".join([*parts, *([node.module] if node.module else [])])

    def _do_functiondef(self, node: ast.FunctionDef | ast.AsyncFunctionDef, names: Names) -> Any:
        if names.space is None:
            return NOTHING
        found: Any = Function(node.name, node, names, names.space, names.own.get("__class__"))
        for decorator in reversed(node.decorator_list):
            word = last_name(decorator)
            if word in _KINDS and isinstance(found, Function):
                found.kind = word.removeprefix("cached_")
                continue
            if word in ("setter", "deleter"):
                return NOTHING
            made = self.called(self.value(decorator, names), [found], {}, decorator)
            if isinstance(made, Function) and made is not found:  # a wrapper
                made = found if not made.given or made.given is found.given else made
            found = found if isinstance(made, Opaque | None) else made
        names.own[node.name] = found
        return NOTHING

    _do_asyncfunctiondef = _do_functiondef

    def _do_classdef(self, node: ast.ClassDef, names: Names) -> Any:
        if names.space is None:
            return NOTHING
        inner = Names(outer=names, space=names.space)
        found = Class(node.name, node, inner, names.space)
        found.bases = [
            self.value(each.value if isinstance(each, ast.Subscript) else each, names)
            for each in node.bases
        ]
        inner.own["__class__"] = found
        self.body(node.body, inner)
        names.own[node.name] = found
        return NOTHING
