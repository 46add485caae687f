"""Where promotion puts each file of a feature's code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.placement.whereabouts import source_root
from coldframe.source.references.wanted import SUFFIXES

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature

# Besides the feature's own name, the keys of a table that stand for all other parts.
REST = ("", ".", "*", "__init__")


class Destination(NamedTuple):
    """One file: where it is, where it goes, and the target (a dotted name) that says so.

    ``part`` is the key of that target in a table, ``""`` for the rest of the feature.
    """

    source: str
    path: str
    target: str
    part: str = ""


class Targets:
    """The targets of one feature: one for all of it, or some for its parts."""

    def __init__(self, host: Host, feature: Feature, target: str | Mapping[str, str]) -> None:
        self.host = host
        self.feature = feature
        self.root = source_root(feature.tree)
        table = {"": target} if isinstance(target, str) else dict(target)
        self.parts = {self._part(key): place for key, place in table.items() if place}

    def _part(self, key: str) -> str:
        """The key as the path of a module below the feature's package, with dots."""
        name = key.removesuffix(".py").replace("/", ".")
        if name == self.feature.module or name in REST:
            return ""
        return name.removeprefix(f"{self.feature.module}.").rstrip(".")

    def part_of(self, module: str) -> str | None:
        """The part that the dotted ``module`` below the feature belongs to; None if to none."""
        while module not in self.parts:
            if not module:
                return None
            module = module.rpartition(".")[0]
        return module

    def code(self) -> tuple[list[Destination], list[str]]:
        """Where each file of the feature's code goes, and those that no target is for."""
        going: list[Destination] = []
        stranded: list[str] = []
        for source in self._sources():
            if self.feature.is_package:
                inner = source[len(self.feature.path) + 1 :]
            else:
                inner = source.rpartition("/")[2]
            place = self.place(inner)
            if place is None:
                stranded.append(source)
            else:
                going.append(place._replace(source=source))
        return going, stranded

    def place(self, inner: str) -> Destination | None:
        """Where the file ``inner`` of the feature's folder goes; None if no target is for it."""
        if not self.feature.is_package:
            target = self.parts.get("")
            if target is None:
                return None
            file = self.module_file(target, inner)
            return Destination(inner, file, target)
        stem, dot, suffix = inner.rpartition("/")[2].partition(".")
        folder = inner.rpartition("/")[0].replace("/", ".")
        module = f"{folder}.{stem}".lstrip(".") if stem != "__init__" else folder
        part = self.part_of(module)
        if part is None:
            return None
        target = self.parts[part]
        if part and part == module and stem != "__init__":
            return Destination(inner, self.module_file(target, stem + dot + suffix), target, part)
        rest = inner[len(part) + 1 :] if part else inner
        return Destination(inner, f"{self.folder(target)}/{rest}", target, part)

    def module_file(self, target: str, file: str) -> str:
        """The file of a single module: the target itself, or in the target if it is a package."""
        folder = self.folder(target)
        suffix = file.partition(".")[2]
        if self.is_package(target):
            return f"{folder}/{file}"
        return f"{folder}.{suffix}"

    def folder(self, target: str) -> str:
        """The folder of the package ``target``."""
        return self.root + target.replace(".", "/")

    def is_package(self, target: str) -> bool:
        """Whether the host has a package ``target``."""
        return any(p.endswith(SUFFIXES) for p in self.host.tree.under(self.folder(target)))

    def is_there(self, module: str) -> bool:
        """Whether the host has a module or package of this name."""
        file = self.folder(module)
        return self.is_package(module) or any(self.host.tree.exists(file + s) for s in SUFFIXES)

    def _sources(self) -> list[str]:
        feature = self.feature
        folder = feature.path if feature.is_package else feature.tree.path
        return [
            path
            for path in self.host.tree.under(folder)
            if feature.owns(path) and path != feature.declaration_path
        ]


def collisions(host: Host, going: list[Destination]) -> list[Destination]:
    """Those of ``going`` whose place is taken by another file, unless one of the two is spare.

    A package's ``__init__`` is spare if it has no code, or only hands on names of modules that
    move as well.
    """
    from coldframe.check.placement.handed_on import handed_on

    found = []
    for one in going:
        if not host.tree.exists(one.path) or one.path == one.source:
            continue
        init = one.path.endswith(("/__init__.py", "/__init__.pyi"))
        if not init or handed_on(host.tree.read(one.source)) is None:
            found.append(one)
    return found
