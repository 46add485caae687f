"""Which package a project consists of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.children import NONE
from coldframe.check.module_names import SOURCE_FOLDERS
from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from coldframe.source.tree import Tree

# Folders with Python code that are not what a project is for.
_BESIDE = frozenset(
    ("docs", "doc", "examples", "example", "tools", "scripts", "benchmarks", "samples", "demo")
)


class Package(NamedTuple):
    """A package or module that a project ships: its dotted name, and its folder or file."""

    module: str
    path: str

    @property
    def is_folder(self) -> bool:
        """Whether it is a package and no single module."""
        return not self.path.endswith(".py")


def distribution_name(tree: Tree) -> str:
    """What the project calls itself in its metadata; empty if that cannot be read."""
    from coldframe.check.packaging.sources import Sources, table

    sources = Sources(tree)
    name = table(sources.pyproject, "project").get("name")
    name = name or table(sources.pyproject, "tool", "poetry").get("name")
    name = name or table(sources.pyproject, "tool", "flit", "metadata").get("module")
    name = name or sources.setup_cfg.get("metadata", {}).get("name")
    name = name or sources.setup_py.get("name")
    return name if isinstance(name, str) else ""


def packages(tree: Tree) -> list[Package]:
    """The packages and modules that the project ships, by name; nothing is executed."""
    from coldframe.check.packaging.packaging import Packaging

    packaging = Packaging(tree)
    found: dict[str, Package] = {}
    for base in ("", *SOURCE_FOLDERS):
        start = f"{base}/" if base else ""
        for path in tree.under(base):
            if not path.endswith(".py"):
                continue
            head, inside, _ = path[len(start) :].partition("/")
            name = head.removesuffix(".py")
            if not name.isidentifier() or name in NONE or name in _BESIDE:
                continue
            if not base and name in SOURCE_FOLDERS and inside:
                continue
            place = start + head
            if place in found or packaging.verdict(path).packed is False:
                continue
            if inside:
                found[place] = _inner(tree, name, place)
            elif not base or tree.under(base):
                found[place] = Package(name, place)
    real = [package for package in found.values() if package.is_folder]
    return sorted(real or found.values())


def _inner(tree: Tree, module: str, folder: str) -> Package:
    """The package in ``folder``, below folders that are merely a namespace."""
    while not tree.exists(f"{folder}/__init__.py"):
        heads = {path[len(folder) + 1 :].partition("/")[0] for path in tree.under(folder)}
        if len(heads) != 1 or (head := next(iter(heads))).endswith(".py"):
            break
        module, folder = f"{module}.{head}", f"{folder}/{head}"
    return Package(module, folder)


def main_package(tree: Tree, wanted: str = "", shown: str = "the project") -> Package:
    """The package that the project is: the only one, or the one called like the project.

    Raises Mistake if there is none, or it is not clear which.
    """
    found = packages(tree)
    if wanted:
        named = [package for package in found if package.module == wanted]
        if named:
            return named[0]
    elif len(found) == 1:
        return found[0]
    else:
        plain = re.sub(r"[-_.]+", "_", distribution_name(tree)).lower()
        named = [p for p in found if p.module.replace(".", "_").lower() == plain]
        if len(named) == 1:
            return named[0]
    names = ", ".join(package.module for package in found)
    if not found:
        raise Mistake(f"{shown} has no Python package", "Name the folder of a Python project.")
    if wanted:
        raise Mistake(f"{shown} has no package {wanted}", f"It has: {names}.")
    raise Mistake(f"{shown} has {len(found)} packages: {names}", "Say which: --package NAME")
