"""What a host's settings say about the order of imports and the shape of its code."""

from __future__ import annotations

import tomllib
from configparser import ConfigParser, Error
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coldframe.source.tree import Tree

# Rules of ruff that stand for the order of imports, and groups that hold them.
_ORDER = frozenset(("I", "I0", "I00", "I001", "ALL"))


def wanted_tools(tree: Tree) -> list[list[str]]:
    """The commands that put a file in shape, in order; none if the host asks for nothing.

    Each reads a file from its input and writes it to its output, and takes the file's path
    after ``--stdin-filename`` or what else stands last.
    """
    pyproject = _toml(tree, "pyproject.toml").get("tool", {})
    ruff = pyproject.get("ruff") or {}
    for name in ("ruff.toml", ".ruff.toml"):
        ruff = _toml(tree, name) or ruff
    lint = ruff.get("lint", {})
    chosen = [*ruff.get("select", ()), *ruff.get("extend-select", ())]
    chosen += [*lint.get("select", ()), *lint.get("extend-select", ())]
    tools = []
    if _ORDER & set(map(str, chosen)):
        tools.append(["ruff", "check", "--select", "I001", "--fix", "--exit-zero", "--quiet"])
    elif "isort" in pyproject or _has_isort(tree):
        tools.append(["isort", "--quiet", "--stdout"])
    if "format" in ruff or _runs(tree, b"id: ruff-format"):
        tools.append(["ruff", "format", "--quiet"])
    elif "black" in pyproject:
        tools.append(["black", "--quiet"])
    return tools


def _toml(tree: Tree, path: str) -> dict[str, Any]:
    if not tree.exists(path):
        return {}
    try:
        return tomllib.loads(tree.read(path).decode("utf-8-sig", "replace"))
    except tomllib.TOMLDecodeError:
        return {}


def _has_isort(tree: Tree) -> bool:
    if tree.exists(".isort.cfg"):
        return True
    if not tree.exists("setup.cfg"):
        return False
    parser = ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(tree.read("setup.cfg").decode("utf-8", "replace"))
    except Error:
        return False
    return parser.has_section("isort") or parser.has_section("tool:isort")


def _runs(tree: Tree, mark: bytes) -> bool:
    path = ".pre-commit-config.yaml"
    return tree.exists(path) and mark in tree.read(path)
