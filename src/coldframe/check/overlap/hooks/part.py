"""One file of a feature, read for its hooks."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from coldframe.check.overlap.hooks.hook import Hook, Way
from coldframe.check.overlap.hooks.names import Names
from coldframe.check.surface.reading import Function, Site, dotted

if TYPE_CHECKING:
    from coldframe.check.surface.reading import Module
    from coldframe.declare.feature import Feature


class Part:
    """A parsed file of ``feature``, without what runs only as a script or for type checkers."""

    def __init__(self, feature: Feature, path: str, module: Module) -> None:
        self.feature, self.path, self.module = feature, path, module
        inner = path[len(feature.tree.path) + 1 :].rpartition("/")[0].replace("/", ".")
        package = f"{feature.tree.module}.{inner}" if inner else feature.tree.module
        self.names = Names(module, package)
        aside = [(n.lineno, n.end_lineno or 0) for n in module.tree.body if _is_aside(n)]
        self.sites: list[Site] = [
            site
            for site in module.sites
            if not any(first <= getattr(site[0], "lineno", 0) <= last for first, last in aside)
        ]

    @cached_property
    def functions(self) -> dict[str, Function | None]:
        """The functions of the file by name; None where several have one name."""
        found: dict[str, Function | None] = {}
        for node, _ in self.sites:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                found[node.name] = None if node.name in found else node
        return found

    @cached_property
    def defined(self) -> frozenset[str]:
        """The names of all functions and classes of the file."""
        return self.classes.union(self.functions)

    @cached_property
    def classes(self) -> frozenset[str]:
        """The names of all classes of the file."""
        return frozenset(node.name for node, _ in self.sites if isinstance(node, ast.ClassDef))

    def decorators(self) -> Iterator[tuple[ast.expr, Function, tuple[ast.AST, ...]]]:
        """Every decorator of a function, with what is around the function."""
        for node, around in self.sites:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                for decorator in node.decorator_list:
                    yield decorator, node, around

    def calls(self) -> Iterator[tuple[ast.Call, tuple[ast.AST, ...]]]:
        """Every call, with what is around it."""
        for node, around in self.sites:
            if isinstance(node, ast.Call):
                yield node, around

    def is_own(self, name: str) -> bool:
        """Whether the dotted ``name`` belongs to the feature."""
        return belongs(name, self.feature)

    def named(self, node: ast.AST | None, around: tuple[ast.AST, ...] = ()) -> tuple[str, str]:
        """What ``node`` is called in full, and as what it is shown; empty if not certain.

        Texts and numbers are called what they are.
        """
        if isinstance(node, ast.Constant) and isinstance(node.value, str | int):
            return repr(node.value), repr(node.value)
        name = self.names.of(node, around)
        if name:
            return name, name
        text = self.module.text(node)
        return (repr(text), repr(text)) if text else ("", "")

    def conditions(self, line: int) -> list[ast.expr]:
        """What is asked on the way to ``line``."""
        return [
            node.test
            for node, _ in self.sites
            if isinstance(node, ast.If) and node.lineno < line <= (node.end_lineno or 0)
        ]

    def hook(self, key: tuple[str, ...], point: str, way: Way, node: ast.AST) -> Hook:
        """A hook of this file, at ``node``."""
        return Hook(key, point, way, self.feature, self.path, getattr(node, "lineno", 1))


def belongs(name: str, feature: Feature) -> bool:
    """Whether the dotted ``name`` is that of ``feature``, or of something in it."""
    return name == feature.module or name.startswith(feature.module + ".")


def _is_aside(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and any(
        dotted(each) in ("__name__", "TYPE_CHECKING", "typing.TYPE_CHECKING")
        for each in ast.walk(node.test)
        if isinstance(each, ast.Name | ast.Attribute)
    )
