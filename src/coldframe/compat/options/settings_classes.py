"""The settings classes of a project (pydantic's ``BaseSettings``), with heirs of heirs."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.places import TEST_FOLDERS
from coldframe.check.surface.reading import dotted, last_name
from coldframe.compat.python.packages import module_files

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.check.surface.reading import Module
    from coldframe.compat.python.packages import ModuleFile

BASE = "BaseSettings"
_ROUNDS, _DEEPEST = 8, 20


class Written(NamedTuple):
    """A class, and the module that it stands in."""

    node: ast.ClassDef
    module: Module
    file: ModuleFile


class Classes:
    """Finds classes by what modules write and import; nothing is executed."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._files = {each.name: each for each in module_files(host)}
        self._known: dict[str, tuple[dict[str, ast.ClassDef], dict[str, str]]] = {}

    def settings(self) -> Iterator[Written]:
        """Each settings class that may be made: one that only others are derived from is none."""
        heirs: dict[int, Written] = {}
        words, read = {BASE}, set[str]()
        modules: list[Module] = []
        for _ in range(_ROUNDS):
            paths = set(self._host.tree.search(sorted(words), suffix=".py", without=TEST_FOLDERS))
            fresh = [f for f in self._files.values() if f.path in paths - read]
            if not fresh or not words:
                break
            read |= {each.path for each in fresh}
            words = set()
            for file in fresh:
                module = self._module(file)
                if module is None:
                    continue
                modules.append(module)
                for node, _around in module.sites:
                    if isinstance(node, ast.ClassDef) and self.is_settings(
                        Written(node, module, file)
                    ):
                        heirs[id(node)] = Written(node, module, file)
                        words.add(node.name)
        inherited = {id(above.node) for each in heirs.values() for above in self.line(each)[1:]}
        used = {word for module in modules for word in _used(module)}
        for each in heirs.values():
            if id(each.node) not in inherited or each.node.name in used:
                yield each

    def is_settings(self, one: Written) -> bool:
        """Whether a class has ``BaseSettings`` among its ancestors."""
        return any(last_name(base) == BASE for each in self.line(one) for base in _bases(each.node))

    def line(self, one: Written) -> list[Written]:
        """A class and its ancestors in the project, the nearest first."""
        found = [one]
        for each in found:
            for base in _bases(each.node):
                above = self.named(each, dotted(base))
                known = {id(other.node) for other in found}
                if above is not None and id(above.node) not in known and len(found) < _DEEPEST:
                    found.append(above)
        return found

    def named(self, around: Written, name: str) -> Written | None:
        """The class of the project that a name means in the module of ``around``."""
        return self._at(around.file, name, 0) if name else None

    def _at(self, file: ModuleFile, name: str, depth: int) -> Written | None:
        classes, imports = self._names(file)
        if name in classes:
            module = self._module(file)
            return Written(classes[name], module, file) if module is not None else None
        first, _, rest = name.partition(".")
        if first not in imports or depth > _ROUNDS:
            return None
        full = f"{imports[first]}.{rest}" if rest else imports[first]
        parts = full.split(".")
        for at in range(len(parts) - 1, 0, -1):
            there = self._files.get(".".join(parts[:at]))
            if there is not None:
                return self._at(there, ".".join(parts[at:]), depth + 1)
        return None

    def _names(self, file: ModuleFile) -> tuple[dict[str, ast.ClassDef], dict[str, str]]:
        known = self._known.get(file.name)
        if known is None:
            module = self._module(file)
            classes: dict[str, ast.ClassDef] = {}
            imports: dict[str, str] = {}
            if module is not None:
                for node, _around in module.sites:
                    if isinstance(node, ast.ClassDef):
                        classes.setdefault(node.name, node)
                for each in module.imports:
                    imports |= _imported(each, file)
            known = self._known[file.name] = classes, imports
        return known

    def _module(self, file: ModuleFile) -> Module | None:
        if self._host.places.is_migration(file.path):
            return None
        return self._host.surface.module(file.path)


def _imported(node: ast.Import | ast.ImportFrom, file: ModuleFile) -> dict[str, str]:
    if isinstance(node, ast.Import):
        return {
            each.asname or each.name.partition(".")[0]: each.name
            if each.asname
            else each.name.partition(".")[0]
            for each in node.names
        }
    module = node.module or ""
    if node.level:
        above = file.name.split(".")
        above = above[: len(above) - node.level + file.package]
        module = ".".join([*above, module] if module else above)
    return {each.asname or each.name: f"{module}.{each.name}" for each in node.names}


def _bases(node: ast.ClassDef) -> list[ast.expr]:
    return [each.value if isinstance(each, ast.Subscript) else each for each in node.bases]


def _used(module: Module) -> Iterator[str]:
    """Names that are called, or given to calls."""
    for call, _around in module.calls():
        for node in (call.func, *call.args, *(each.value for each in call.keywords)):
            yield last_name(node)
