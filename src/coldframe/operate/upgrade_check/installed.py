"""The distributions that are installed at the site, and their entry points; nothing is imported."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from coldframe.declare.mistake import Mistake
from coldframe.operate.upgrade_check.metadata import normal

if TYPE_CHECKING:
    from importlib.metadata import Distribution

    from coldframe.operate.upgrade_check.release import PreviewTree


_ASIDE = {"test", "tests", "docs", "examples"}  # packages that many install by mistake


class Installed:
    """One distribution: ``name``, ``version``, ``place`` of its metadata, the ``folder`` it is in.

    ``entry_points`` maps (group, name) to what is loaded.
    """

    def __init__(self, distribution: Distribution, folder: str) -> None:
        from coldframe.operate.upgrade_check.metadata import entry_points, header

        read = distribution.read_text
        fields = header((read("METADATA") or read("PKG-INFO") or "").encode())
        self.name = fields.get("name", "")
        self.version = fields.get("version", "")
        self.folder = folder
        self.place = str(getattr(distribution, "_path", folder))
        self.entry_points = entry_points((read("entry_points.txt") or "").encode())
        self._distribution = distribution

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Its files, relative to ``folder``; none if it is not known (an editable install)."""
        listed = self._distribution.read_text("RECORD") or ""
        found = [line.rsplit(",", 2)[0].strip('"') for line in listed.splitlines()]
        if found:
            return tuple(path for path in found if path and not path.startswith(("../", "/")))
        return tuple(_walked(self.folder, self.tops))

    @cached_property
    def modules(self) -> frozenset[str]:
        """The dotted names of its modules and packages."""
        found = set()
        for path in self.paths:
            if path.endswith((".py", ".pyi", ".pyx", ".so")) and "-info/" not in path:
                folder, _, file = path.rpartition("/")
                stem = file.partition(".")[0]
                parts = [*folder.split("/"), *([] if stem == "__init__" else [stem])]
                parts = [part for part in parts if part]
                found |= {".".join(parts[:depth]) for depth in range(1, len(parts) + 1)}
        return frozenset(found)

    @cached_property
    def previews(self) -> tuple[PreviewTree, ...]:
        """Its preview trees; a file of them that cannot be read counts as missing."""
        from coldframe.declare.declaration_file import parse_declaration
        from coldframe.operate.upgrade_check.records import DECLARATION, SUFFIX, folders_of
        from coldframe.operate.upgrade_check.release import PreviewTree

        found = []
        for folder in sorted(folders_of(self.paths)):
            declarations = {}
            for path in self.paths:
                if path.startswith(f"{folder}/") and path.endswith(DECLARATION):
                    rest = path[len(folder) + 1 :]
                    name = rest.removesuffix(f"/{DECLARATION}").removesuffix(SUFFIX)
                    try:
                        declarations[name] = parse_declaration(self.read(path), path)
                    except Mistake:
                        continue
            found.append(PreviewTree(folder.replace("/", "."), folder, declarations, ()))
        return tuple(found)

    def read(self, path: str) -> bytes:
        """A file of it; empty if it cannot be read."""
        try:
            with open(os.path.join(self.folder, path), "rb") as stream:
                return stream.read()
        except OSError:
            return b""

    @property
    def packages(self) -> set[str]:
        """Its top packages, as its files show it."""
        tops = (path.partition("/") for path in self.paths if path.endswith(".py"))
        return {top for top, inside, _rest in tops if inside and top.isidentifier()} - _ASIDE

    @cached_property
    def tops(self) -> set[str]:
        """Its top packages, by what it says of itself, or by its name."""
        listed = (self._distribution.read_text("top_level.txt") or "").split()
        return {*listed} or {self.name.replace("-", "_")}


def _walked(folder: str, tops: set[str]) -> Iterator[str]:
    for top in sorted(tops):
        for place, _, files in os.walk(os.path.join(folder, top)):
            for file in sorted(files):
                yield os.path.relpath(os.path.join(place, file), folder).replace(os.sep, "/")


def installed(folders: Sequence[str]) -> dict[str, Installed]:
    """What is installed in ``folders``, or else for this interpreter, by normal name.

    Raises Mistake for a folder that does not exist.
    """
    from importlib.metadata import distributions

    for folder in folders:
        if not os.path.isdir(folder):
            raise Mistake("there is no such folder", "Name the site-packages of the site.", folder)
    places = list(folders) or [place for place in sys.path if place and os.path.isdir(place)]
    found: dict[str, Installed] = {}
    for place in places:
        for distribution in distributions(path=[place]):
            one = Installed(distribution, place)
            if one.name:
                found.setdefault(normal(one.name), one)
    return found
