"""What a name in a module stands for, as its imports say."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coldframe.check.surface.reading import Module

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


class Names:
    """The imported names of one module; ``package`` is where its relative imports begin.

    A name that is imported from two places, or is given another value somewhere, stands for
    nothing that is certain.
    """

    def __init__(self, module: Module, package: str) -> None:
        self.assigned = set(_assigned(module))
        self._imported: dict[str, str] = {}
        unsure: set[str] = set()
        for local, target in _imported(module, package):
            if self._imported.setdefault(local, target) != target:
                unsure.add(local)
        for name in unsure | self.assigned:
            self._imported.pop(name, None)

    def of(self, node: ast.AST | None, around: Sequence[ast.AST] = ()) -> str:
        """The absolute dotted name of ``node``, or empty; built-in names stand for themselves."""
        root, parts = chain(node)
        if not root or self.is_argument(root, around):
            return ""
        base = self._imported.get(root, "")
        if not base and not self.binds(root) and root[0] != "_" and hasattr(builtins, root):
            base = root
        return ".".join((base, *parts)) if base else ""

    def binds(self, name: str) -> bool:
        """Whether the module gives ``name`` a value, or imports it."""
        return name in self.assigned or name in self._imported

    @staticmethod
    def is_argument(name: str, around: Sequence[ast.AST]) -> bool:
        """Whether a function of ``around`` has an argument ``name``."""
        return any(name in arguments(node) for node in around if isinstance(node, _FUNCTIONS))


def arguments(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> list[str]:
    """The names of all arguments, in order."""
    given = node.args
    every = [*given.posonlyargs, *given.args, given.vararg, *given.kwonlyargs, given.kwarg]
    return [argument.arg for argument in every if argument is not None]


def chain(node: ast.AST | None) -> tuple[str, list[str]]:
    """``a`` and ``["b", "c"]`` for ``a.b.c``; nothing if it begins with anything but a name."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return (node.id, parts[::-1]) if isinstance(node, ast.Name) else ("", [])


def _imported(module: Module, package: str) -> Iterator[tuple[str, str]]:
    for node in module.imports:
        if isinstance(node, ast.Import):
            for alias in node.names:
                top = alias.name.partition(".")[0]
                yield (alias.asname, alias.name) if alias.asname else (top, top)
            continue
        if not isinstance(node, ast.ImportFrom):
            continue
        base = node.module or ""
        if node.level:
            parts = package.split(".")
            if node.level > len(parts):
                continue
            base = ".".join([*parts[: len(parts) - node.level + 1], *filter(None, [base])])
        for alias in node.names:
            if alias.name != "*":
                yield alias.asname or alias.name, f"{base}.{alias.name}"


def _assigned(module: Module) -> Iterator[str]:
    for node, _ in module.sites:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
            continue
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign):
            targets = list(node.targets)
        elif isinstance(node, ast.AnnAssign | ast.AugAssign | ast.For | ast.AsyncFor):
            targets = [node.target]
        elif isinstance(node, ast.With | ast.AsyncWith):
            targets = [item.optional_vars for item in node.items if item.optional_vars is not None]
        for target in targets:
            for each in ast.walk(target):
                if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store):
                    yield each.id
