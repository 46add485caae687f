"""The names at the top of modules, and what they stand for; modules are read, never imported."""

from __future__ import annotations

import ast
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from coldframe.compat.attribute_maps.values import Map, Unknown, Values
from coldframe.compat.python.packages import module_files

if TYPE_CHECKING:
    from coldframe.check.host import Host


class ModuleName(NamedTuple):
    """A module that a name stands for."""

    name: str


class _Imported(NamedTuple):
    """A name of another module, looked up when it is asked for."""

    module: str
    name: str


class Names:
    """What the top names of a host's modules stand for."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._files = {each.name: each for each in module_files(host)}
        self._known: dict[str, dict[str, Any]] = {}

    def of(self, module: str) -> dict[str, Any]:
        """Every top name of ``module`` with its value; none for a module of somebody else."""
        known = self._known.get(module)
        if known is None:
            known = self._known[module] = {}  # whoever comes back here in a circle sees a part
            file = self._files.get(module)
            parsed = self._host.surface.module(file.path) if file is not None else None
            if file is not None and parsed is not None:
                package = module if file.package else module.rpartition(".")[0]
                with suppress(RecursionError):  # a module that is nested too deep is known in part
                    _Reading(self, known, file.path, package).run(parsed.tree.body)
        return known

    def has(self, module: str) -> bool:
        """Whether ``module`` is one of the host's."""
        return module in self._files

    def member(self, value: Any, name: str) -> Any:
        """The attribute ``name`` of a value."""
        if not isinstance(value, ModuleName):
            return Unknown(name)
        inner = f"{value.name}.{name}"
        if inner in self._files:
            return ModuleName(inner)
        return self.settled(self.of(value.name).get(name, Unknown(name)), name)

    def settled(self, value: Any, name: str, depth: int = 0) -> Any:
        """``value``, or what an imported name stands for in its own module."""
        if not isinstance(value, _Imported):
            return value
        if depth > 20:
            return Unknown(name)
        inner = f"{value.module}.{value.name}"
        if inner in self._files:
            return ModuleName(inner)
        found = self.of(value.module).get(value.name, Unknown(value.name))
        return self.settled(found, value.name, depth + 1)


class _Reading:
    """Goes once through the statements at the top of a module."""

    def __init__(self, names: Names, found: dict[str, Any], path: str, package: str) -> None:
        self._names = names
        self._found = found
        self._package = package
        self._values = Values(path, self._look_up, names.member)

    def run(self, body: list[ast.stmt]) -> None:
        """All of ``body``, in order; what is conditional or in a loop is left out."""
        for statement in body:
            reader = getattr(self, f"_{type(statement).__name__.lower()}", None)
            if reader is not None:
                reader(statement)

    def _look_up(self, name: str) -> Any:
        return self._names.settled(self._found.get(name, Unknown(name)), name)

    def _import(self, node: ast.Import) -> None:
        for each in node.names:
            top = each.name if each.asname else each.name.partition(".")[0]
            self._found[each.asname or top] = ModuleName(top)

    def _importfrom(self, node: ast.ImportFrom) -> None:
        module = node.module or ""
        if node.level:
            parts = self._package.split(".")
            kept = parts[: len(parts) - node.level + 1]
            module = ".".join([*kept, *([module] if module else [])])
        for each in node.names:
            self._found[each.asname or each.name] = _Imported(module, each.name)

    def _assign(self, node: ast.Assign) -> None:
        value = self._values.of(node.value)
        for target in node.targets:
            self._set(target, value)

    def _annassign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self._set(node.target, self._values.of(node.value))

    def _augassign(self, node: ast.AugAssign) -> None:
        if isinstance(node.target, ast.Name):
            before = self._look_up(node.target.id)
            value = self._values.of(node.value)
            same = isinstance(before, list) and isinstance(value, list)
            self._found[node.target.id] = before + value if same else Unknown(node.target.id)

    def _expr(self, node: ast.Expr) -> None:
        call = node.value
        if (
            isinstance(call, ast.Call)
            and isinstance(call.func, ast.Attribute)
            and call.func.attr == "update"
        ):
            held = self._values.of(call.func.value)
            if isinstance(held, Map):
                for given in call.args:
                    held.take(self._values.of(given))

    def _set(self, target: ast.expr, value: Any) -> None:
        if isinstance(target, ast.Name):
            sentinel = isinstance(value, Unknown) and target.id.isupper()
            self._found[target.id] = Unknown(target.id) if sentinel else value
        elif isinstance(target, ast.Subscript):
            held, key = self._values.of(target.value), self._values.of(target.slice)
            if isinstance(held, Map) and isinstance(key, str | int | Unknown):
                held[key] = value
                held.places[key] = (self._values.path, target.lineno)
