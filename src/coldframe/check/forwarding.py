"""Recognises what is left of a feature that has moved: a module that only hands on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coldframe.check.shim import is_shim

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from coldframe.declare.feature import Feature, PreviewTree
    from coldframe.source.tree import Tree

_MOST_FILES = 4
_MOST_BYTES = 12_000
_WARNING = ("warn", "deprecat", "moved")


def forwards_to(tree: Tree, feature: Feature, trees: tuple[PreviewTree, ...]) -> str:
    """The stable module to which all code of ``feature`` hands on, ``""`` if it does work itself.

    Handing on: importing names from stable modules of the same host, and nothing else but
    giving them new names, subclassing them without change, warnings, and ``__getattr__``.
    The file that a promotion leaves in the old place hands on, too.
    What is private where it comes from (``host._src.x``, ``host.x._Thing``) has not moved:
    nobody can use it from anywhere but the preview tree.
    """
    if feature.is_package:
        files = [p for p in tree.under(feature.path) if p.endswith((".py", ".pyx"))]
    else:
        files = [feature.path] if feature.path.endswith(".py") else []
    if not 0 < len(files) <= _MOST_FILES:
        return ""
    sources = []
    for path in files:
        data = tree.read(path)
        if len(data) > _MOST_BYTES:
            return ""
        sources.append((path, data))
    shim = is_shim(sources[0][1]) if len(sources) == 1 else None
    if shim is not None:
        return shim.target
    # Parsing needs an import of 5 ms: only for what imports something outside its tree.
    if not any(_reaches_out(data, feature) for _, data in sources):
        return ""
    return _target(sources, feature, trees)


def _reaches_out(data: bytes, feature: Feature) -> bool:
    host = feature.module.partition(".")[0].encode()
    return (
        re.search(rb"^\s*(?:from|import)\s+(?:\.\.|" + re.escape(host) + rb"\.?\b)", data, re.M)
        is not None
    )


def _target(
    sources: list[tuple[str, bytes]], feature: Feature, trees: tuple[PreviewTree, ...]
) -> str:
    import ast

    targets: dict[str, int] = {}
    for path, data in sources:
        inside = path.rpartition("/")[0][len(feature.tree.path) + 1 :]
        package = ".".join([feature.tree.module, *inside.split("/")]).rstrip(".")
        try:
            body = ast.parse(data).body
        except (SyntaxError, ValueError):
            return ""
        reader = _Forwarding(package, feature, trees)
        if not all(reader.hands_on(statement) for statement in body):
            return ""
        if reader.hidden:
            return ""
        for target, count in reader.targets.items():
            targets[target] = targets.get(target, 0) + count
    return max(targets, key=lambda target: (targets[target], target), default="")


class _Forwarding:
    """Reads the statements of one module of a feature; ``targets`` are the stable modules."""

    def __init__(self, package: str, feature: Feature, trees: tuple[PreviewTree, ...]) -> None:
        self.package = package
        self.feature = feature
        self.fenced = tuple(tree.module + "." for tree in trees)
        self.targets: dict[str, int] = {}
        self.stable: set[str] = set()
        self.private: set[str] = set()  # what is bound here to a private name from there
        self.hidden = False  # whether it is the only public door to something

    def hands_on(self, statement: ast.stmt) -> bool:
        """Whether a module's statement does no work of its own."""
        import ast

        match statement:
            case ast.ImportFrom():
                self._imported(statement)
                return True
            case ast.Import() | ast.Pass():
                return True
            case ast.Expr(value=ast.Constant()):
                return True
            case ast.Expr(value=ast.Call()):
                return _warns(statement.value)
            case ast.If():
                return all(map(self.hands_on, [*statement.body, *statement.orelse]))
            case ast.Assign() | ast.AnnAssign():
                if isinstance(statement.value, ast.Name) and statement.value.id in self.private:
                    bound = statement.targets if isinstance(statement, ast.Assign) else []
                    for name in bound:
                        self._shows(name.id if isinstance(name, ast.Name) else "_")
                return statement.value is None or self._gives(statement.value)
            case ast.ClassDef():
                return (
                    bool(statement.bases)
                    and all(
                        isinstance(base, ast.Name | ast.Attribute) and self._is_stable(base)
                        for base in statement.bases
                    )
                    and all(map(_passes_on, statement.body))
                )
            case ast.FunctionDef():
                if statement.name in ("__getattr__", "__dir__"):
                    return True
                return all(_passes_on(inner, self) for inner in statement.body)
        return False

    def _imported(self, statement: ast.ImportFrom) -> None:
        name = statement.module or ""
        if statement.level:
            parts = self.package.split(".")
            kept = parts[: len(parts) - statement.level + 1]
            name = ".".join([*kept, *([name] if name else [])])
        host = self.feature.module.partition(".")[0]
        if any(word in name.rpartition(".")[2] for word in _WARNING):
            return  # where the warning comes from is not where the code went
        if (name == host or name.startswith(host + ".")) and not (name + ".").startswith(
            self.fenced
        ):
            if not _is_private(name):
                self.targets[name] = self.targets.get(name, 0) + len(statement.names)
            for alias in statement.names:
                if alias.name.startswith("_"):
                    self.private.add(alias.asname or alias.name)
                    self._shows(alias.asname or alias.name)
            self.stable.update(alias.asname or alias.name for alias in statement.names)

    def _shows(self, name: str) -> None:
        """Note that something private is bound to ``name`` here."""
        self.hidden = self.hidden or not name.startswith("_")

    def _is_stable(self, value: ast.expr) -> bool:
        import ast

        while isinstance(value, ast.Attribute):
            value = value.value
        return isinstance(value, ast.Name) and value.id in self.stable

    def _gives(self, value: ast.expr) -> bool:
        """Whether an assigned value is a stable name, or a list or table of names."""
        import ast

        if isinstance(value, ast.List | ast.Tuple | ast.Set):
            return all(map(self._gives, value.elts))
        if isinstance(value, ast.Dict):
            return all(map(self._gives, value.values))
        return isinstance(value, ast.Constant) or self._is_stable(value)


def _is_private(module: str) -> bool:
    """Whether nothing but the host's top package is public in ``module``'s name."""
    return module.partition(".")[2].startswith("_")


def _passes_on(statement: ast.stmt, reader: _Forwarding | None = None) -> bool:
    """Whether a statement in a class or function warns, or calls the original, and no more."""
    import ast

    match statement:
        case ast.Pass() | ast.Expr(value=ast.Constant()):
            return True
        case ast.FunctionDef():
            return all(_passes_on(inner, reader) for inner in statement.body)
        case ast.Expr(value=ast.Call() as call) | ast.Return(value=ast.Call() as call):
            if _warns(call):
                return True
            parts = list(_names(call.func))
            return "super" in parts or (
                reader is not None and bool(parts) and parts[-1] in reader.stable
            )
    return False


def _warns(call: ast.expr) -> bool:
    return any(word in name.lower() for name in _names(call) for word in _WARNING)


def _names(value: ast.expr) -> Iterator[str]:
    """The names in a dotted or called expression, from the last to the first."""
    import ast

    while True:
        match value:
            case ast.Call():
                value = value.func
            case ast.Attribute():
                yield value.attr
                value = value.value
            case ast.Name():
                yield value.id
                return
            case _:
                return
