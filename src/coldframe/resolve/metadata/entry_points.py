"""Merges entry points into a host's metadata, and takes them out again, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.packaging.entry_points import EntryPoint
from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from coldframe.check.packaging.sources import Sources
    from coldframe.declare.toml_lines import Where
    from coldframe.resolve.plan import Edit, Left, Refusal
    from coldframe.source.tree import Tree

REASON = "Entry points"
_SCRIPTS = {"console_scripts": "scripts", "gui_scripts": "gui-scripts"}
_PYPROJECT, _SETUP_CFG, _SETUP_PY = "pyproject.toml", "setup.cfg", "setup.py"


def entry_points(tree: Tree) -> tuple[EntryPoint, ...]:
    """The entry points that the metadata of ``tree`` registers, scripts included."""
    from coldframe.check.packaging.packaging import Packaging

    return Packaging(tree).entry_points


def collisions(tree: Tree, add: Sequence[EntryPoint]) -> tuple[Refusal, ...]:
    """A refusal for each name that ``tree`` registers already in that group, for something else."""
    from coldframe.resolve.plan import Refusal

    known = {(e.group, e.name): e for e in entry_points(tree)}
    refused = []
    for point in add:
        other = known.setdefault((point.group, point.name), point)
        if _plain(other.value) != _plain(point.value):
            refused.append(
                Refusal(
                    "entry_points",
                    f"{other.path}:{other.line}: {point.group} has {point.name} already, as "
                    f"{other.value}; it cannot be {point.value} as well",
                    f"Rename {point.name} in one of the two, or remove the entry point that is "
                    "no longer needed.",
                    waivable=False,
                )
            )
    return tuple(refused)


def with_entry_points(tree: Tree, add: Sequence[EntryPoint]) -> list[Edit]:
    """The edits that register ``add``, in the file and the format in which the others are.

    What is registered already, with the same value, is left out; what would have to go into
    ``setup.py`` is too: see ``by_hand``.

    Raises:
        Mistake: a name that is taken (``collisions`` tells all of them beforehand), a host
            that has no metadata, metadata that cannot be edited safely.
    """
    for refusal in collisions(tree, add):
        raise Mistake(refusal.why, refusal.remedy)
    files = _Files(tree)
    known = {(e.group, e.name) for e in files.known}
    wanted = {(e.group, e.name, e.value) for e in files.known}
    for point in add:
        if (point.group, point.name) not in known:
            known.add((point.group, point.name))
            if files.add(point):
                wanted.add((point.group, point.name, point.value))
    return files.edits(wanted)


def without_entry_points(tree: Tree, remove: Iterable[EntryPoint]) -> list[Edit]:
    """The edits that remove these names from their groups; a group that gets empty goes too.

    Only the group and the name count.  What stands in ``setup.py`` is left: see ``by_hand``.
    """
    gone = {(e.group, e.name) for e in remove}
    files = _Files(tree)
    wanted = set()
    for point in files.known:
        if (point.group, point.name) not in gone or not files.remove(point):
            wanted.add((point.group, point.name, point.value))
    return files.edits(wanted)


def by_hand(tree: Tree, points: Iterable[EntryPoint]) -> list[Left]:
    """Those of ``points`` that belong, or stand, in ``setup.py``: code is not edited."""
    from coldframe.resolve.plan import Left

    files = _Files(tree)
    known = {(e.group, e.name): e for e in entry_points(tree)}
    left = []
    for point in points:
        here = known.get((point.group, point.name))
        if files.home(point.group, here.path if here else "").path == _SETUP_PY:
            line = here.line if here and here.path == _SETUP_PY else 1
            left.append(
                Left(
                    _SETUP_PY,
                    line,
                    f"{point.name} = {point.value}",
                    f"an entry point of the group {point.group}, in setup.py, which is code: "
                    "change it by hand",
                )
            )
    return left


class _Home(NamedTuple):
    """Where the entry points of a group are written: a table of TOML, or a section and key."""

    path: str
    table: Where = ()


class _Files:
    """The metadata files of a tree while they are edited."""

    def __init__(self, tree: Tree) -> None:
        from coldframe.check.packaging.packaging import Packaging

        self.tree = tree
        packaging = Packaging(tree)
        self.sources = packaging.sources
        self.known = packaging.entry_points
        self.texts: dict[str, str] = {}

    def home(self, group: str, path: str = "") -> _Home:
        """Where ``group`` is, or would be; in the file ``path`` if one is given."""
        if not path:
            same = [e.path for e in self.known if e.group == group]
            others = [e.path for e in self.known]
            path = next(iter([*same, *others]), "") or _usual(self.sources)
        if path == _SETUP_CFG:
            return _Home(path, (_cfg_section(self.sources), group))
        return _Home(path, _toml_table(self.sources, group) if path == _PYPROJECT else ())

    def add(self, point: EntryPoint) -> bool:
        """Write ``point``; False if its place is ``setup.py``."""
        home = self.home(point.group)
        if home.path == _SETUP_CFG:
            from coldframe.resolve.metadata.cfg_text import with_member

            section, key = map(str, home.table)
            member = f"{point.name} = {point.value}"
            self.texts[_SETUP_CFG] = with_member(self.text(_SETUP_CFG), section, key, member)
        elif home.path == _PYPROJECT:
            from coldframe.resolve.metadata.toml_edit import quoted, with_key
            from coldframe.resolve.metadata.toml_text import TomlText

            text = self.text(_PYPROJECT)
            like = [i for i in TomlText(text).under(home.table) if i.kind in ("'", '"')]
            value = quoted(point.value, like[-1].kind if like else '"')
            self.texts[_PYPROJECT] = with_key(text, home.table, point.name, value)
        return home.path != _SETUP_PY

    def remove(self, point: EntryPoint) -> bool:
        """Take ``point`` out of the file that it stands in; False if that is ``setup.py``."""
        home = self.home(point.group, point.path)
        if home.path == _SETUP_CFG:
            from coldframe.resolve.metadata.cfg_text import without_member

            section, key = map(str, home.table)
            fits = re.compile(rf"{re.escape(point.name)}\s*=.*")
            self.texts[_SETUP_CFG] = without_member(self.text(_SETUP_CFG), section, key, fits)
        elif home.path == _PYPROJECT:
            from coldframe.resolve.metadata.toml_edit import without_key

            text = self.text(_PYPROJECT)
            self.texts[_PYPROJECT] = without_key(text, (*home.table, point.name))
        return home.path != _SETUP_PY

    def text(self, path: str) -> str:
        """The text of a file as it is by now, without a byte order mark."""
        if path not in self.texts:
            data = self.tree.read(path) if self.tree.exists(path) else b""
            self.texts[path] = data.decode("utf-8-sig", "surrogateescape")
        return self.texts[path]

    def edits(self, wanted: set[tuple[str, str, str]]) -> list[Edit]:
        """The edits, checked: ``wanted`` is then registered, and nothing else has changed."""
        from coldframe.resolve.metadata.checked import by_hand, edit_of
        from coldframe.resolve.planned_tree import PlannedTree

        found = [edit_of(self.tree, path, text, REASON) for path, text in self.texts.items()]
        edits = [edit for edit in found if edit is not None]
        if edits:
            then = {(e.group, e.name, e.value) for e in entry_points(PlannedTree(self.tree, edits))}
            if then != wanted:
                raise by_hand(edits[0].path, "the entry points would not be what they should")
        return edits


def _usual(sources: Sources) -> str:
    """The file in which a host without entry points would register its first."""
    from coldframe.check.packaging.sources import table, texts

    project = table(sources.pyproject, "project")
    if project and "entry-points" not in texts(project.get("dynamic", [])):
        return _PYPROJECT
    if table(sources.pyproject, "tool", "poetry").get("name"):
        return _PYPROJECT
    if sources.setup_cfg.get("metadata") or sources.setup_cfg.get("options"):
        return _SETUP_CFG
    if project:
        return _PYPROJECT
    if sources.setup_py:
        return _SETUP_PY
    raise Mistake(
        "this project has no packaging metadata, so it cannot register entry points",
        "Write a pyproject.toml with a [project] table first.",
    )


def _cfg_section(sources: Sources) -> str:
    for section in ("entry_points", "options.entry_points"):
        if section in sources.setup_cfg:
            return section
    pbr = sources.backend.startswith("pbr") or "pbr" in sources.setup_py
    return "entry_points" if pbr else "options.entry_points"


def _toml_table(sources: Sources, group: str) -> Where:
    from coldframe.check.packaging.sources import table

    poetry = table(sources.pyproject, "tool", "poetry")
    project = table(sources.pyproject, "project")
    plugins = table(poetry, "plugins")
    if not project or (plugins and "entry-points" not in project):
        if group == "console_scripts" and group not in plugins:
            return ("tool", "poetry", "scripts")
        return ("tool", "poetry", "plugins", group)
    if group in _SCRIPTS:
        return ("project", _SCRIPTS[group])
    return ("project", "entry-points", group)


def _plain(value: str) -> str:
    return re.sub(r"\s", "", value)
