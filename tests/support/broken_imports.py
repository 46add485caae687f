"""Imports of a project's own modules that cannot work, found by reading, for trees that changed."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


def broken_imports(root: Path, *packages: str, source: str = "") -> set[str]:
    """``path:line name`` of every import from ``packages`` that finds nothing.

    ``source`` is the folder, relative to ``root``, from which ``packages`` are imported.
    A name is found if it is a module or package of the tree, or bound anywhere at the top level
    of the module it is imported from; a module with ``__getattr__`` or a star import of something
    foreign has every name.  A file that is no Python is broken at its line.
    """
    top = root / source if source else root
    known = _Known(top)
    found = set()
    for path in sorted(top.rglob("*.py")):
        place = path.relative_to(root).as_posix()
        if any(part.startswith(".") for part in path.parts[len(root.parts) :]):
            continue
        package = path.parent.relative_to(top).as_posix().replace("/", ".")
        try:
            imported = _imported(path.read_bytes(), "" if package == "." else package)
        except SyntaxError as error:
            found.add(f"{place}:{error.lineno} {error.msg}")
            continue
        for line, name in imported:
            if name.split(".")[0] in packages and not known.has(name):
                found.add(f"{place}:{line} {name}")
    return found


@cache  # the same trees are read after each of many changes
def _imported(code: bytes, package: str) -> tuple[tuple[int, str], ...]:
    return tuple(_imports(ast.parse(code), package))


def _imports(tree: ast.Module, package: str) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parts = package.split(".") if package else []
                above = parts[: len(parts) - node.level + 1]
                base = ".".join([*above, *filter(None, (node.module,))])
            for alias in node.names:
                yield node.lineno, base if alias.name == "*" else f"{base}.{alias.name}"


class _Known:
    def __init__(self, top: Path) -> None:
        self._top = top
        self._names = cache(self._read)

    def has(self, name: str) -> bool:
        """Whether ``name`` is a module, or a name at the top level of one."""
        if self._file(name) is not None:
            return True
        module, _, last = name.rpartition(".")
        file = self._file(module) if module else None
        if file is None or file.is_dir():
            return False
        names = self._names(file)
        return names is None or last in names

    def _file(self, module: str) -> Path | None:
        place = self._top.joinpath(*module.split("."))
        candidates = (place / "__init__.py", place.with_name(place.name + ".py"))
        for file in candidates:
            if file.is_file():
                return file
        if place.is_dir() and any(place.rglob("*.py")):
            return place
        compiled = place.parent.glob(f"{place.name}.*.so") if place.parent.is_dir() else ()
        return next(iter(compiled), None)

    def _read(self, file: Path) -> frozenset[str] | None:
        """The names at the top level of ``file``; None: any name."""
        if file.suffix != ".py":
            return None
        return _top_names(file.read_bytes())


@cache
def _top_names(code: bytes) -> frozenset[str] | None:
    names: set[str] = set()
    stack: list[ast.AST] = [ast.parse(code)]
    while stack:
        node = stack.pop()
        if isinstance(node, ast.ImportFrom) and any(a.name == "*" for a in node.names):
            return None
        if isinstance(node, ast.ImportFrom) and node.level == 1 and not node.module:
            continue  # in a package, `from . import x` proves no x
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            names.update((a.asname or a.name).split(".")[0] for a in node.names)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        if isinstance(node, _SCOPES):
            names.add(getattr(node, "name", ""))
        else:
            stack.extend(ast.iter_child_nodes(node))
    replaces_itself = "sys" in names and b"sys.modules[__name__]" in code
    if "__getattr__" in names or replaces_itself:
        return None
    return frozenset(names)
