"""Names that are put together when the program runs: what may lead to a moved module is left."""

from __future__ import annotations

import _ast as ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.source.references.pieces import HOLE, Pieces, complete, joined

if TYPE_CHECKING:
    from coldframe.resolve.rewrite.source_text import SourceText
    from coldframe.source.references.scopes import Node, Scope
    from coldframe.source.references.values import Values
    from coldframe.source.references.walk import Module

# Calls that import by a name; importlib's, and what frameworks built on it.
_IMPORTING = frozenset(
    ("import_module", "find_spec", "resolve_name", "importorskip", "import_string", "try_import")
)
_OWN_NAMES = ("__name__", "__package__")
_TAKES_APART = frozenset(("split", "rsplit", "partition", "rpartition", "replace", "removeprefix"))
_ASKS = frozenset(("startswith", "endswith"))


class BuiltNames:
    """The names that one module puts together.

    ``home`` are the ids of calls, and of their arguments, that build a name from the package
    they stand in, and that the move takes along: nothing is to be done for them.
    """

    def __init__(self, module: Module, source: SourceText, values: Values) -> None:
        self.home: set[int] = set()
        self._module, self._source, self._values = module, source, values
        self._moved = source.draft.moved
        self._addresses = self._moved.addresses
        self._has_moved = self._moved.old_path(module.path) != module.path

    def leave(self) -> None:
        """Leave to a person what may name something that has moved."""
        for site in self._module.texts:
            if site.position is site.node and not isinstance(site.node, ast.Constant):
                self._judge(self._values.strings(site.node, site.scope), site.node)
        for site in self._module.calls:
            node, scope = site.node, site.scope
            assert isinstance(node, ast.Call)
            last = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if last == "__import__":
                self._dunder_import(node, scope)
            elif last in _IMPORTING:
                self._judge(self._values.imported(node, scope), node)
            elif last == "getattr" and len(node.args) > 1:
                self._member(node, scope)
        if self._has_moved:
            self._own_name_in_parts()

    def _judge(self, texts: list[Pieces], node: Node) -> None:
        for text in texts:
            parent = text[0].replace(":", ".") if text and text[0] else ""
            if complete(text) is None and parent[-1:] == ".":
                self._below(parent.strip()[:-1], node)
        package = self._module.package or ""
        at_home = all(text and (text[0] or "").startswith(f"{package}.") for text in texts)
        if texts and at_home and self._comes_along(package):
            self.home.update(id(part) for part in _parts(node))

    def _below(self, parent: str, node: Node) -> None:
        """``node`` names something below the package ``parent``, it is not known what."""
        old = next((m for m in self._moved.modules if m.rpartition(".")[0] == parent), "")
        if old and not (parent == self._module.package and self._comes_along(parent)):
            new = self._moved.renames.modules[old]
            why = f"may be put together here: {old} is {new} now"
            self._source.draft.leave(self._source.start(node), why)

    def _comes_along(self, package: str) -> bool:
        """Whether all that is below the moved ``package`` is below the file's package now."""
        here = self._addresses.after(self._module.path.rpartition("/")[0])
        moved = self._moved
        return moved.goes_as_a_whole and moved.renames.renamed(package) == here

    def _dunder_import(self, node: ast.Call, scope: Scope) -> None:
        name = _argument(node, 0, "name")
        level = getattr(_argument(node, 4, "level"), "value", 0)
        inner = _argument(node, 3, "fromlist")
        if name is None or not isinstance(level, int):
            return
        texts = self._values.strings(name, scope)
        if level:
            self._relative(node, level, texts)
            base = self._moved.relative(self._module.path, level, "") or ""
            texts = [joined((f"{base}.",), text) for text in texts]
        self._judge(texts, node)
        elements = inner.elts if isinstance(inner, (ast.List, ast.Tuple)) else [inner]
        if inner is not None and any(
            HOLE in self._values.strings(one, scope) for one in elements if one is not None
        ):
            for text in texts:
                self._below(complete(text) or "", node)

    def _relative(self, node: ast.Call, level: int, texts: list[Pieces]) -> None:
        """``__import__(name, level=2)``: what it means depends on where it stands."""
        renames, path = self._moved.renames, self._module.path
        for text in texts:
            known = complete(text) or ""
            meant = self._addresses.meant(path, level, known) or ""
            means = self._addresses.means(path, level, known)
            if self._has_moved and (renames.renamed(meant) or meant) != means:
                why = f"means {meant} before the move, and {means} after it"
                self._source.draft.leave(self._source.start(node), why)

    def _member(self, node: ast.Call, scope: Scope) -> None:
        """``getattr(package, name)``, where a moved module was an attribute of the package."""
        if HOLE in self._values.strings(node.args[1], scope):
            for owner in self._values.dotted(node.args[0], scope):
                self._below(owner, node)

    def _own_name_in_parts(self) -> None:
        """``__name__.split(".")[2]`` in a file that has moved."""
        path = self._module.path
        modules = (self._module.name or "", self._addresses.after(path))
        packages = (self._module.package or "", self._addresses.after(path.rpartition("/")[0]))
        indices = {
            id(site.node.value): getattr(site.node.slice, "value", None)  # type: ignore[attr-defined]
            for site in self._module.subscripts
        }
        for site in self._module.calls:
            node = site.node
            assert isinstance(node, ast.Call)
            method = getattr(node.func, "attr", "")
            owner = getattr(node.func, "value", None)
            own = getattr(owner, "id", getattr(owner, "attr", ""))
            if method not in _TAKES_APART | _ASKS or own not in (*_OWN_NAMES, "__module__"):
                continue
            arguments = [getattr(one, "value", None) for one in node.args]
            names = packages if own == "__package__" else modules
            results = [_result(name, method, arguments, indices.get(id(node))) for name in names]
            if results[0] is None or results[0] != results[1]:
                why = f"takes a name apart that was {names[0]} and is {names[1]} now"
                self._source.draft.leave(self._source.start(node), why)


def _result(name: str, method: str, arguments: list[object], index: object) -> object:
    """What the method makes of ``name``, or the part that ``index`` picks; None if unclear."""
    try:
        found = getattr(name, method)(*arguments)
        return found[index] if index is not None else found
    except (TypeError, ValueError, LookupError):
        return None


def _argument(call: ast.Call, number: int, keyword: str) -> ast.expr | None:
    if len(call.args) > number:
        return call.args[number]
    return next((k.value for k in call.keywords if k.arg == keyword), None)


def _parts(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node, ast.Call):
        yield from node.args
        yield from (keyword.value for keyword in node.keywords)
