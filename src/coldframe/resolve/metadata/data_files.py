"""Files that are installed outside any package: configuration, and what a system reads."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.packaging.sources import Sources, table, texts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coldframe.resolve.plan import Edit, Left
    from coldframe.source.tree import Tree

REASON = "Data files"
_PYPROJECT, _SETUP_CFG = "pyproject.toml", "setup.cfg"
_TABLE = ("tool", "setuptools", "data-files")
_HATCH = ("tool", "hatch", "build", "targets", "wheel", "shared-data")


class DataFile(NamedTuple):
    """``path``, a file or a pattern, is installed into ``folder``."""

    folder: str
    path: str


def data_files(tree: Tree) -> tuple[DataFile, ...]:
    """The data files that the metadata of ``tree`` names, as far as it can be read."""
    return tuple(DataFile(folder, path) for folder, path in _named(Sources(tree)))


def _named(sources: Sources) -> list[tuple[str, str]]:
    found = []
    for folder, paths in table(sources.pyproject, *_TABLE).items():
        found += [(folder, path) for path in texts(paths)]
    for path, place in table(sources.hatch, "build", "targets", "wheel", "shared-data").items():
        found.append((str(place).rpartition("/")[0], path))
    folder = ""
    for line in sources.setup_cfg.get("files", {}).get("data_files", "").splitlines():
        target, equals, rest = line.partition("=")
        if equals:
            folder, line = target.strip(), rest
        found += [(folder, path) for path in line.split()]
    for folder, value in sources.setup_cfg.get("options.data_files", {}).items():
        found += [(folder, path) for path in texts(value)]
    keyword = sources.setup_py.get("data_files")
    for pair in keyword if isinstance(keyword, list) else ():
        if isinstance(pair, tuple | list) and len(pair) == 2:
            found += [(str(pair[0]), path) for path in texts(pair[1])]
    return found


def with_data_files(tree: Tree, add: Iterable[DataFile]) -> tuple[list[Edit], list[Left]]:
    """The edits that install ``add`` as well, in the file and the format of the others.

    What a pattern of the host covers is left out; what has no place that can be edited is
    left to a person.
    """
    from coldframe.resolve.plan import Left

    known = data_files(tree)
    new = [one for one in add if not any(_covers(other, one) for other in known)]
    if not new:
        return [], []
    sources = Sources(tree)
    if table(sources.pyproject, *_TABLE) or _is_setuptools(sources):
        return _in_toml(tree, new), []
    if "data_files" in sources.setup_cfg.get("files", {}):
        return _in_cfg(tree, new), []
    if table(sources.pyproject, *_HATCH):
        return _in_hatch(tree, new), []
    place = _PYPROJECT if tree.exists(_PYPROJECT) else "setup.py"
    why = "is installed into {}; no data file of the host's is, so this has to be added by hand"
    return [], [Left(place, 1, one.path, why.format(one.folder)) for one in new]


def _is_setuptools(sources: Sources) -> bool:
    """Whether pyproject.toml is where setuptools is told about data files."""
    family = sources.backend.partition(".")[0]
    written = "project" in sources.pyproject and family in ("setuptools", "pbr")
    return written and not sources.setup_cfg.get("files") and "data_files" not in sources.setup_py


def _covers(known: DataFile, wanted: DataFile) -> bool:
    same = known.folder.rstrip("/") == wanted.folder.rstrip("/")
    deep = known.path.count("/") == wanted.path.count("/") or "**" in known.path
    return same and deep and fnmatchcase(wanted.path, known.path)


def _in_toml(tree: Tree, new: list[DataFile]) -> list[Edit]:
    from coldframe.resolve.metadata.checked import edit_of
    from coldframe.resolve.metadata.toml_edit import quoted, with_element, with_key
    from coldframe.resolve.metadata.toml_text import TomlText

    text = tree.read(_PYPROJECT).decode("utf-8-sig", "surrogateescape")
    for one in new:
        where = (*_TABLE, one.folder)
        if TomlText(text).item(where) is None:
            text = with_key(text, _TABLE, one.folder, f"[{quoted(one.path)}]")
        else:
            text = with_element(text, where, one.path)
    edit = edit_of(tree, _PYPROJECT, text, REASON)
    return [edit] if edit else []


def _in_hatch(tree: Tree, new: list[DataFile]) -> list[Edit]:
    from coldframe.resolve.metadata.checked import edit_of
    from coldframe.resolve.metadata.toml_edit import quoted, with_key

    text = tree.read(_PYPROJECT).decode("utf-8-sig", "surrogateescape")
    for one in new:
        place = f"{one.folder}/{one.path.rpartition('/')[2]}"
        text = with_key(text, _HATCH, one.path, quoted(place))
    edit = edit_of(tree, _PYPROJECT, text, REASON)
    return [edit] if edit else []


def _in_cfg(tree: Tree, new: list[DataFile]) -> list[Edit]:
    from coldframe.resolve.metadata.checked import edit_of

    text = tree.read(_SETUP_CFG).decode("utf-8-sig", "surrogateescape")
    for one in new:
        text = _with_line(text, one)
    edit = edit_of(tree, _SETUP_CFG, text, REASON)
    return [edit] if edit else []


def _with_line(text: str, one: DataFile) -> str:
    """``text`` with the file below the others of its folder, or in a line of its own."""
    from coldframe.resolve.metadata.cfg_text import CfgText, with_member

    cfg = CfgText(text)
    value = cfg.value("files", "data_files")
    numbers = value.lines if value else ()
    heads = [number for number in numbers if "=" in cfg.lines[number].lstrip()]
    for at, head in enumerate(heads):
        folder, _, rest = cfg.lines[head].partition("=")
        end = heads[at + 1] if at + 1 < len(heads) else numbers[-1] + 1
        members = [number for number in numbers if head < number < end]
        if folder.strip() == one.folder and members and not rest.strip():
            last = cfg.lines[members[-1]]
            indent = last[: len(last) - len(last.lstrip())]
            newline = "\r\n" if last.endswith("\r\n") else "\n"
            gap = "" if last.endswith("\n") else newline
            line = f"{gap}{indent}{one.path}{newline if not gap else ''}"
            return "".join([*cfg.lines[: members[-1] + 1], line, *cfg.lines[members[-1] + 1 :]])
    first = cfg.lines[heads[0]] if heads else ""
    text = with_member(text, "files", "data_files", f"{one.folder} = {one.path}")
    if not first or not first[:1].isspace():
        return text
    lines = CfgText(text).lines
    number = next(n for n, line in enumerate(lines) if line.strip() == f"{one.folder} = {one.path}")
    lines[number] = first[: len(first) - len(first.lstrip())] + lines[number].lstrip()
    return "".join(lines)
