"""The release that a site is upgraded to, read from a wheel or a tree without importing it."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.calendar import Calendar
    from coldframe.declare.feature import Declaration
    from coldframe.declare.tombstone import Tombstone
    from coldframe.source.tree import Tree

SOURCE_FOLDERS = ("", "src/", "lib/", "python/")
_REMEDY = "Name the wheel of the new release (….whl), or the folder of its sources."


class PreviewTree(NamedTuple):
    """A preview tree of the release: what it declares, and what has ended in it."""

    module: str
    path: str
    declarations: dict[str, Declaration]
    tombstones: tuple[Tombstone, ...]


class Release:
    """One release: ``project`` and ``version``, and what is in it.

    ``entry_points`` maps (group, name) to what is loaded.
    """

    def __init__(
        self,
        path: str,
        project: str,
        version: str,
        tree: Tree,
        entry_points: dict[tuple[str, str], str],
        host: Host | None = None,
    ) -> None:
        self.path = path
        self.project = project
        self.version = version
        self.tree = tree
        self.entry_points = entry_points
        self.host = host
        self._texts: dict[str, str] = {}

    @cached_property
    def previews(self) -> tuple[PreviewTree, ...]:
        """The preview trees, by module.  Raises Mistake for a file that cannot be read."""
        from coldframe.operate.upgrade_check.records import previews

        return tuple(previews(self))

    @cached_property
    def calendar(self) -> Calendar:
        """The releases that are known: those of the tree's history, or this one."""
        if self.host is not None and self.host.clockwork.calendar.releases:
            return self.host.clockwork.calendar
        from coldframe.declare.calendar import Calendar
        from coldframe.declare.release import Release as Known

        return Calendar([Known(self.version)])

    def reaches(self, until: str) -> bool:
        """Whether this release is ``until`` or a later one."""
        calendar = self.calendar
        if not until or not calendar.knows(until) or not calendar.knows(self.version):
            return False
        return calendar.in_order(self.version) >= calendar.in_order(until)

    def module_path(self, module: str) -> str:
        """The file of a module, or the folder of a package without one; empty: there is none."""
        place = module.replace(".", "/")
        for prefix in SOURCE_FOLDERS:
            for end in (".py", "/__init__.py", ".pyx", ".pyi"):
                if self.tree.exists(f"{prefix}{place}{end}"):
                    return f"{prefix}{place}{end}"
        return next((p + place for p in SOURCE_FOLDERS if self.tree.under(p + place)), "")

    def offers(self, name: str) -> bool:
        """Whether a dotted name is a module, or a name that the text of its module mentions."""
        module, rest = name, ""
        while module:
            path = self.module_path(module)
            if path:
                return not rest or self._mentions(path, rest.partition(".")[0])
            module, _, last = module.rpartition(".")
            rest = f"{last}.{rest}" if rest else last
        return False

    def _mentions(self, path: str, word: str) -> bool:
        import re

        if path not in self._texts:
            known = self.tree.exists(path)
            self._texts[path] = self.tree.read(path).decode("utf-8", "replace") if known else ""
        return re.search(rf"\b{re.escape(word)}\b", self._texts[path]) is not None


def opened(path: str, version: str = "") -> Release:
    """The release in the wheel or folder ``path``; ``version`` overrules what it says it is.

    Raises Mistake for what is neither, and for a release that does not say its version.
    """
    if os.path.isdir(path):
        return _of_folder(path, version)
    if not os.path.exists(path):
        raise Mistake("there is no such wheel or folder", _REMEDY, path)
    if not path.endswith(".whl"):
        raise Mistake("is neither a wheel nor a folder", _REMEDY, path)
    return _of_wheel(path, version)


def _of_wheel(path: str, version: str) -> Release:
    from coldframe.source.archive import ArchiveTree, BadArchive

    try:
        tree = ArchiveTree(path)
    except BadArchive as error:
        raise Mistake(f"is no wheel: {error}", _REMEDY, path) from None
    info = {p.partition("/")[0] for p in tree.paths() if ".dist-info/" in p}
    info = {folder for folder in info if folder.endswith(".dist-info")}
    if len(info) != 1:
        raise Mistake("is no wheel: it has no folder *.dist-info, or several", _REMEDY, path)
    folder = info.pop()
    from coldframe.operate.upgrade_check.metadata import entry_points, header

    fields = header(tree.read(f"{folder}/METADATA") if tree.exists(f"{folder}/METADATA") else b"")
    listed = f"{folder}/entry_points.txt"
    points = entry_points(tree.read(listed)) if tree.exists(listed) else {}
    return Release(
        path, fields.get("name", ""), _known(version or fields.get("version", ""), path), tree,
        points,
    )  # fmt: skip


def _of_folder(path: str, version: str) -> Release:
    from coldframe.check.discovery import open_host

    host = open_host(path)
    points = {(one.group, one.name): one.value for one in host.packaging.entry_points}
    now = version or str(host.clockwork.now.version if host.clockwork.now else "")
    return Release(path, _project(host), _known(now, path), host.tree, points, host)


def _project(host: Host) -> str:
    """The name of the distribution that the tree is built into; empty if it does not say."""
    from coldframe.check.packaging.sources import table

    sources = host.packaging.sources
    for place in (("project",), ("tool", "poetry")):
        name = table(sources.pyproject, *place).get("name")
        if isinstance(name, str):
            return name
    for section in ("metadata",):
        name = sources.setup_cfg.get(section, {}).get("name")
        if isinstance(name, str):
            return name
    name = sources.setup_py.get("name")
    return name if isinstance(name, str) else ""


def _known(version: str, path: str) -> str:
    from coldframe.declare.version import read_version

    if not version:
        raise Mistake("does not say which release it is", "Say it: --release VERSION", path)
    if read_version(version) is None:
        raise Mistake(f"the release {version!r} is no version", "Say it: --release 2.1.0", path)
    return version
