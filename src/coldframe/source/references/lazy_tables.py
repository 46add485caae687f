"""Tables from which a package imports when somebody asks for a name.

Three customs: ``_import_structure`` (module: names) of transformers and its kin,
``lazy_loader.attach``, and any table that the module's own ``__getattr__`` looks into.
"""

from __future__ import annotations

import _ast as ast
from collections.abc import Iterator

from coldframe.source.references.calls import Calls
from coldframe.source.references.pieces import Verdict, complete
from coldframe.source.references.scopes import Node, children
from coldframe.source.references.values import IMPORTERS
from coldframe.source.references.wanted import resolve_name


class LazyTables:
    """The lazy tables of one module."""

    def __init__(self, calls: Calls) -> None:
        self.calls = calls
        self.module = calls.module
        self.structures = {"_import_structure"}  # module: names
        self.tables: set[str] = set()  # name: module

    def judge(self) -> None:
        """Note every module that such a table names."""
        self._used_by_getattr()
        for site in self.module.calls:
            node = site.node
            if isinstance(node, ast.Call):
                function = node.func
                last = str(getattr(function, "attr", getattr(function, "id", "")))
                if isinstance(function, ast.Name) and site.scope.lookup(last):
                    last = self.calls.values.callee(node, site.scope).rsplit(".", 1)[-1]
                if last in ("_LazyModule", "LazyModule"):
                    for argument in node.args:
                        self._structure(argument)
                        if isinstance(argument, ast.Name):
                            self.structures.add(argument.id)
                elif last == "attach":
                    self._attach(node)
                elif last == "update":
                    owner = getattr(getattr(node.func, "value", None), "id", "")
                    for argument in node.args:
                        self._assigned(owner, argument)
        for target, value, _ in self.module.assigned:
            if isinstance(target, ast.Subscript):
                name = getattr(target.value, "id", "")
                if name in self.structures:
                    self._module(target.slice)
                elif name in self.tables:
                    self._values(value)
            else:
                self._assigned(getattr(target, "id", ""), value)
        for site in self.module.subscripts:
            node = site.node
            if isinstance(node, ast.Subscript) and getattr(node.value, "id", "") in self.structures:
                self._module(node.slice)

    def _assigned(self, name: str, value: Node) -> None:
        if name in self.structures:
            self._structure(value)
        elif name in self.tables:
            self._values(value)

    def _used_by_getattr(self) -> None:
        names: set[str] = set()
        imports = False
        for function in self.module.getattrs:
            pending = [function]
            while pending:
                part = pending.pop()
                pending.extend(children(part))
                if isinstance(part, ast.Name):
                    names.add(part.id)
                    imports = imports or part.id in IMPORTERS or part.id == "__import__"
                imports = imports or getattr(part, "attr", "") in IMPORTERS
                imports = imports or isinstance(part, (ast.Import, ast.ImportFrom))
        if imports or any("import" in n.lower() or "load" in n.lower() for n in names):
            self.tables = names - self.structures

    def _structure(self, value: Node) -> None:
        if isinstance(value, ast.Dict):
            for key, names in zip(value.keys, value.values, strict=True):
                if key is None:
                    self._structure(names)
                else:
                    self._module(key)

    def _attach(self, node: ast.Call) -> None:
        keywords = {k.arg: k.value for k in node.keywords}
        modules = node.args[1] if len(node.args) > 1 else keywords.get("submodules")
        attributes = node.args[2] if len(node.args) > 2 else keywords.get("submod_attrs")
        if isinstance(modules, (ast.List, ast.Set, ast.Tuple)):
            for item in modules.elts:
                self._module(item)
        if attributes is not None:
            self._structure(attributes)

    def _values(self, value: Node) -> None:
        """``{"Name": "module"}``, ``{"Name": ("module", "Name")}``, ``{"module": ["Name"]}``."""
        for key, item in _pairs(value):
            if isinstance(item, (ast.List, ast.Set)) and key is not None:
                self._module(key)
            elif isinstance(item, ast.Tuple):
                if item.elts:
                    self._module(item.elts[0])
            elif isinstance(item, ast.Dict):
                self._values(item)
            else:
                self._module(item)

    def _module(self, node: Node) -> None:
        """Note ``node`` if it names a wanted module, from here or from the top."""
        if id(node) in self.calls.claimed:
            return
        for text in map(complete, self.calls.values.strings(node, self.module.scope)):
            if not text:
                continue
            target = self.calls.wanted.target(text)
            package = self.module.package
            if not target and package is not None:
                name = text if text.startswith(".") else "." + text
                target = self.calls.wanted.target(resolve_name(name, package) or "")
            if target:
                self.calls.places.node(node, "lazy_import", Verdict(target, True), "function")
                self.calls.claim(node)


def _pairs(value: Node) -> Iterator[tuple[Node | None, Node]]:
    if isinstance(value, ast.Dict):
        for key, item in zip(value.keys, value.values, strict=True):
            if key is not None:
                yield key, item
            else:
                yield from _pairs(item)
    elif isinstance(value, (ast.Set, ast.List, ast.Tuple)):
        for item in value.elts:
            yield None, item
