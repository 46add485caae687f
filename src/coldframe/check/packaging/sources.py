"""The host's packaging files, as plain values."""

from __future__ import annotations

import _ast as ast
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coldframe.source.tree import Tree

UNKNOWN = object()  # a keyword that is given in a way that cannot be read


class Sources:
    """``pyproject.toml``, ``setup.cfg`` and ``setup.py`` at the root of a tree.

    A file that is missing, or cannot be read, is empty; ``notes`` says so.
    """

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.notes: list[str] = []

    def may_name(self, modules: Sequence[str]) -> bool:
        """Whether a value in one of the files may name one of ``modules``; quick, and cautious."""
        for path in ("pyproject.toml", "setup.cfg", "setup.py"):
            data = self.tree.read(path) if self.tree.exists(path) else b""
            if b"\\" in data:  # which may stand for any letter
                return True
            for module in modules:
                # Code may put a dotted name together from its parts.
                word = module.rpartition(".")[2] if path == "setup.py" else module
                if word.encode() in data:
                    return True
        return False

    @cached_property
    def pyproject(self) -> dict[str, Any]:
        """The values of ``pyproject.toml``."""
        return self._toml("pyproject.toml")

    @cached_property
    def hatch(self) -> dict[str, Any]:
        """The settings of hatch: ``hatch.toml`` wins over ``[tool.hatch]``, table by table."""
        return {**table(self.pyproject, "tool", "hatch"), **self._toml("hatch.toml")}

    def _toml(self, path: str) -> dict[str, Any]:
        if not self.tree.exists(path):
            return {}
        import tomllib

        try:
            return tomllib.loads(self.tree.read(path).decode("utf-8-sig"))
        except (ValueError, RecursionError):
            self.notes.append(f"{path} is no valid TOML, so nothing about packaging is known.")
            return {}

    @cached_property
    def setup_cfg(self) -> dict[str, dict[str, str]]:
        """The sections of ``setup.cfg``; keys with ``-`` read as with ``_``."""
        if not self.tree.exists("setup.cfg"):
            return {}
        import configparser

        parser = configparser.RawConfigParser(strict=False)
        parser.optionxform = str  # type: ignore[assignment,method-assign]
        try:
            parser.read_string(self.tree.read("setup.cfg").decode("utf-8", "replace"))
        except configparser.Error:
            self.notes.append("setup.cfg cannot be read, so what it says is not known.")
            return {}
        fixed = ("options", "files", "metadata", "options.packages.find")
        return {
            section: {
                (key.replace("-", "_") if section in fixed else key): value
                for key, value in parser.items(section)
            }
            for section in parser.sections()
        }

    @cached_property
    def setup_py(self) -> dict[str, Any]:
        """The keywords of ``setup(...)``: values, ``ast.Call`` nodes, or ``UNKNOWN``.

        ``{"**": UNKNOWN}`` when keywords are passed that cannot be seen.
        """
        if not self.tree.exists("setup.py"):
            return {}
        from ast import parse, walk

        try:
            module = parse(self.tree.read("setup.py"))
        except (SyntaxError, ValueError, RecursionError):
            return {"**": UNKNOWN}
        names = _constants(module)
        for node in walk(module):
            if isinstance(node, ast.Call) and _called(node.func) == "setup":
                return {k.arg or "**": _value(k.value, names) for k in node.keywords}
        return {"**": UNKNOWN}

    @property
    def backend(self) -> str:
        """The build backend's module: setuptools by default, empty if nothing is built."""
        system = table(self.pyproject, "build-system")
        if isinstance(backend := system.get("build-backend"), str):
            return backend
        if system or "project" in self.pyproject or self.setup_py or self.setup_cfg.get("metadata"):
            return "setuptools.build_meta"
        return ""

    def requires(self, *names: str) -> bool:
        """Whether the build requires one of these distributions."""
        import re

        wanted = set(names)
        given = table(self.pyproject, "build-system").get("requires", [])
        given = list(given) if isinstance(given, list) else []
        setup = self.setup_py.get("setup_requires", [])
        given += setup if isinstance(setup, list) else [setup]
        given += self.setup_cfg.get("options", {}).get("setup_requires", "").split("\n")
        return any(
            re.split(r"[\s\[<>=!~;@(]", text.strip(), maxsplit=1)[0].lower().replace("_", "-")
            in wanted
            for text in given
            if isinstance(text, str)
        )


def table(values: Any, *keys: str) -> dict[str, Any]:
    """The table below ``values`` at ``keys``; empty if there is none."""
    for key in keys:
        values = values.get(key, {}) if isinstance(values, dict) else {}
    return values if isinstance(values, dict) else {}


def texts(value: Any) -> list[str]:
    """The strings in a list, or the lines or comma-separated parts of one string."""
    if isinstance(value, str):
        parts = value.split("\n") if "\n" in value else value.split(",")
        return [part.strip() for part in parts if part.strip()]
    return [v for v in value if isinstance(v, str)] if isinstance(value, list | tuple) else []


def _called(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _constants(module: ast.Module) -> dict[str, ast.expr]:
    """What is assigned once, at module level, to a single name."""
    found: dict[str, ast.expr] = {}
    for statement in module.body:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            name = statement.targets[0].id
            found[name] = ast.Name("?") if name in found else statement.value
    return found


def _value(node: ast.expr, names: dict[str, ast.expr]) -> Any:
    if isinstance(node, ast.Name) and node.id in names:
        node = names[node.id]
    from ast import literal_eval

    try:
        return literal_eval(node)
    except (ValueError, TypeError, RecursionError):
        return node if isinstance(node, ast.Call) else UNKNOWN
