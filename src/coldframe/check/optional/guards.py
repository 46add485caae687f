"""Which preview trees stable code guards: where it calls ``guard`` of their ``Previews``.

Read is where a name gets a ``Previews``, in any stable file, and what ``.guard`` is asked of.  A
receiver that is certainly something else (a lock, ``self``, what another library gave) is none.
What cannot be told is taken for a guard in a file that works with ``coldframe.runtime``, and only
there.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from coldframe.check.surface.parsed import parsed
from coldframe.check.surface.reading import Module, dotted, keyword, last_name

if TYPE_CHECKING:
    from coldframe.check.host import Host

_CLASS = "Previews"
_REFUSES_NOTHING = ("off", "warn")


def guarded(host: Host, stable: Callable[[str], bool]) -> set[str]:
    """The dotted names of the preview trees whose modules a guard refuses while they are off."""
    trees = {tree.module for tree in host.preview_trees}
    tops = {"", *(tree.partition(".")[0] for tree in trees)}  # "" is for relative imports
    files = {
        path: _File(module, host.tree.read(path), tops, trees)
        for path in host.tree.search([".guard"], suffix=".py")
        if stable(path) and (module := parsed(host.tree, path, host.tree.read(path)))
    }
    if not files:
        return set()
    bound: dict[str, set[str]] = {}
    for path in host.tree.search([_CLASS], suffix=".py"):
        if stable(path):
            module = parsed(host.tree, path, host.tree.read(path))
            known = files.get(path) or (module and _File(module, b"", tops, trees))
            for name, tree in known.bound if known else ():
                bound.setdefault(name, set()).update(tree)
    return {tree for file in files.values() for tree in file.guards(bound)}


class _File:
    """One module; ``bound`` are names that get a ``Previews`` in it, and of which trees."""

    def __init__(self, module: Module, data: bytes, tops: set[str], trees: set[str]) -> None:
        self.module = module
        self.tops = tops
        self.trees = trees
        self.origins = dict(_origins(module))
        self.classes = {name for name, origin in self.origins.items() if self._is_class(origin)}
        self.classes |= {
            node.name
            for node, _ in module.sites
            if isinstance(node, ast.ClassDef) and any(self._makes(base) for base in node.bases)
        }
        self.bound = list(self._bound())
        self.uses_runtime = b"coldframe" in data

    def guards(self, bound: dict[str, set[str]]) -> Iterator[str]:
        """The trees of every guard in it."""
        modes = {
            id(call.func): call.args[0] if call.args else keyword(call, "mode")
            for call, _ in self.module.calls()
        }
        for node in ast.walk(self.module.tree):
            if not isinstance(node, ast.Attribute) or node.attr != "guard":
                continue
            if self.module.text(modes.get(id(node))) in _REFUSES_NOTHING:
                continue
            trees = self._trees_of(node.value, bound)
            if trees is None:
                trees = self.trees if self.uses_runtime and id(node) in modes else set()
            yield from trees

    def _trees_of(self, receiver: ast.expr, bound: dict[str, set[str]]) -> set[str] | None:
        """The trees of the ``Previews`` that ``receiver`` is; None if that cannot be told."""
        if isinstance(receiver, ast.Call) and self._makes(receiver.func):
            return self._named(receiver)
        named = receiver.func if isinstance(receiver, ast.Call) else receiver
        whole = dotted(named)
        origin = self.origins.get(whole.partition(".")[0], "")
        here = [trees for name, trees in self.bound if name and name == last_name(named)]
        if here and not origin:
            return set().union(*here)
        if origin and origin.partition(".")[0] not in {"coldframe", *self.tops}:
            return set()
        if whole in ("self", "cls") or self._is_other(receiver, whole):
            return set()
        return bound.get(last_name(named) if "." in whole else origin.rpartition(".")[2] or whole)

    def _is_other(self, receiver: ast.expr, name: str) -> bool:
        """Whether it is an object of another class: made here, or got by a name only so."""
        values = [receiver]
        if not isinstance(receiver, ast.Call):
            values = [
                node.value
                for node, _ in self.module.sites
                if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
                for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
                if dotted(target) == name
            ]
        return bool(values) and all(
            isinstance(value, ast.Call) and last_name(value.func)[:1].isupper() for value in values
        )

    def _bound(self) -> Iterator[tuple[str, set[str]]]:
        for node in ast.walk(self.module.tree):
            if isinstance(node, ast.Assign | ast.AnnAssign | ast.NamedExpr):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                made = self._made(node.value)
                if made is None and isinstance(node, ast.AnnAssign):
                    made = self.trees if self._says(node.annotation) else None
                if made is not None:
                    yield from ((last_name(target), made) for target in targets)
            elif isinstance(node, ast.arg) and self._says(node.annotation):
                yield node.arg, self.trees
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                if self._says(node.returns):
                    yield node.name, self.trees
                for inner in ast.walk(node):
                    if isinstance(inner, ast.Return):
                        made = self._made(inner.value)
                        if made is not None:
                            yield node.name, made

    def _made(self, value: ast.expr | None) -> set[str] | None:
        """The trees of the ``Previews`` that ``value`` makes, or None: it makes none."""
        if isinstance(value, ast.Call) and self._makes(value.func):
            return self._named(value)
        return None

    def _named(self, call: ast.Call) -> set[str]:
        given = call.args[0] if call.args else keyword(call, "tree")
        tree = self.module.text(given)
        return self.trees if tree is None else {tree} & self.trees

    def _makes(self, function: ast.expr) -> bool:
        """Whether calling it, or deriving from it, makes a ``Previews``."""
        name = dotted(function)
        if name in self.classes:
            return True
        first, _, rest = name.partition(".")
        return bool(rest) and self._is_class(f"{self.origins.get(first, first)}.{rest}")

    def _is_class(self, origin: str) -> bool:
        top, _, rest = origin.partition(".")
        return rest.rpartition(".")[2] == _CLASS and (top == "coldframe" or top in self.tops)

    def _says(self, annotation: ast.expr | None) -> bool:
        """Whether an annotation names the class, as a text or in a union as well."""
        return annotation is not None and any(
            (isinstance(node, ast.Name | ast.Attribute) and self._makes(node))
            or (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and _CLASS in node.value
            )
            for node in ast.walk(annotation)
        )


def _origins(module: Module) -> Iterator[tuple[str, str]]:
    """What each imported name is, dotted; a relative one begins with a dot."""
    for statement in module.imports:
        for alias in statement.names:
            if isinstance(statement, ast.Import):
                name = alias.name if alias.asname else alias.name.partition(".")[0]
                yield alias.asname or name, name
            else:
                start = "." * statement.level + (statement.module or "")
                yield alias.asname or alias.name, f"{start}.{alias.name}"
