"""Metadata that has gone stale: what is installed, or was built, and says the old thing.

Entry points are read from ``*.egg-info`` and ``*.dist-info`` folders, not from the files that
people edit.  After an adoption or a promotion an old folder goes on naming modules that are
gone, and an old distribution goes on registering what the host now registers itself; in
OpenStack a lost ``neutron.policies`` entry point opens access control without a word.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from coldframe.check.packaging.entry_points import EntryPoint
    from coldframe.resolve.plan import Left
    from coldframe.resolve.rewrite.renames import Renames
    from coldframe.source.tree import Tree

_FOLDERS = (".egg-info", ".dist-info")


class Registered(NamedTuple):
    """One entry point as a metadata folder has it; ``distribution`` is whose folder that is."""

    distribution: str
    group: str
    name: str
    value: str
    path: str
    line: int
    text: str


def stale(
    tree: Tree,
    points: Iterable[EntryPoint],
    renames: Renames | None = None,
    site_packages: Sequence[str] = (),
) -> list[Left]:
    """What still says the old thing about ``points``, the entry points as they shall be.

    Looked at are the metadata folders in the root of the host (git usually ignores them) and
    those in ``site_packages``, folders of an environment.  Named are entry points that load a
    module which ``renames`` moves away, that the host's own stale metadata lacks, and that
    another distribution registers as well.
    """
    from coldframe.resolve.plan import Left

    points = list(points)
    wanted = {(point.group, point.name): point for point in points}
    own = _own_name(tree)
    left = []
    for folder, shown in _metadata_folders(tree.root, site_packages):
        registered = list(_registered(folder, shown))
        is_own = bool(own) and _same(_distribution(folder).partition(" ")[0]) == own
        for one in registered:
            point = wanted.get((one.group, one.name))
            moved = renames.renamed(one.value.partition(":")[0].strip()) if renames else ""
            if is_own and (moved or (point and _plain(point.value) != _plain(one.value))):
                why = (
                    f"built before the move: it still registers {one.name} of {one.group} as "
                    f"{one.value}; build or install the project anew"
                )
            elif not is_own and point is not None:
                why = (
                    f"{one.distribution} is installed and registers {one.name} of {one.group} as "
                    "well, so which of the two is loaded is left to chance; uninstall it"
                )
            elif not is_own and moved:
                why = (
                    f"{one.distribution} is installed and loads a module that moves, for "
                    f"{one.name} of {one.group}; uninstall it, or teach it {moved}"
                )
            else:
                continue
            left.append(Left(one.path, one.line, one.text, why))
        if is_own and registered:
            left += _lacking(points, registered, shown)
    return left


def site_packages_of(interpreter: str) -> list[str]:
    """The folders of installed packages that belong to the environment of ``interpreter``."""
    import glob

    top = os.path.dirname(os.path.dirname(os.path.abspath(interpreter)))
    patterns = ("lib/python*/site-packages", "lib64/python*/site-packages", "Lib/site-packages")
    found = (place for pattern in patterns for place in glob.glob(os.path.join(top, pattern)))
    return sorted({os.path.realpath(place) for place in found})


def _lacking(points: list[EntryPoint], registered: list[Registered], shown: str) -> Iterator[Left]:
    """One report on what the host's own metadata folder does not know yet."""
    from coldframe.resolve.plan import Left

    there = {(one.group, one.name) for one in registered}
    missing = [point for point in points if (point.group, point.name) not in there]
    if missing:
        names = ", ".join(f"{point.group}:{point.name}" for point in missing[:5])
        more = f" and {len(missing) - 5} more" if missing[5:] else ""
        yield Left(
            f"{shown}/entry_points.txt",
            1,
            names + more,
            "built before these entry points were declared, so nothing will find them; build or "
            "install the project anew",
        )


def _metadata_folders(root: str, site_packages: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each metadata folder, and how it is shown: relative to the root if it is in it."""
    for place in (root, os.path.join(root, "src"), *site_packages):
        try:
            names = sorted(os.listdir(place))
        except OSError:
            continue
        for name in names:
            folder = os.path.join(place, name)
            if name.endswith(_FOLDERS) and os.path.isdir(folder):
                inside = os.path.relpath(folder, root)
                yield folder, folder if inside.startswith("..") else inside.replace(os.sep, "/")


def _registered(folder: str, shown: str) -> Iterator[Registered]:
    try:
        with open(os.path.join(folder, "entry_points.txt"), encoding="utf-8") as file:
            lines = file.read().splitlines()
    except (OSError, UnicodeDecodeError):
        return
    distribution = _distribution(folder)
    group = ""
    for number, line in enumerate(lines, 1):
        bare = line.strip()
        if bare.startswith("[") and bare.endswith("]"):
            group = bare[1:-1].strip()
        elif "=" in bare and bare[:1] not in "#;":
            name, _, value = bare.partition("=")
            path = f"{shown}/entry_points.txt"
            yield Registered(distribution, group, name.strip(), value.strip(), path, number, bare)


def _distribution(folder: str) -> str:
    """The name and version that the folder's own metadata says, or those of the folder."""
    for file in ("METADATA", "PKG-INFO"):
        try:
            with open(os.path.join(folder, file), encoding="utf-8", errors="replace") as opened:
                head = opened.read(4000)
        except OSError:
            continue
        name = re.search(r"^Name: *(.+)$", head, re.MULTILINE)
        version = re.search(r"^Version: *(.+)$", head, re.MULTILINE)
        if name:
            return f"{name[1].strip()} {version[1].strip()}" if version else name[1].strip()
    stem, _, rest = os.path.basename(folder).rpartition(".")[0].partition("-")
    return f"{stem} {rest}" if rest else stem


def _own_name(tree: Tree) -> str:
    from coldframe.check.packaging.sources import Sources, table

    sources = Sources(tree)
    name = table(sources.pyproject, "project").get("name")
    name = name or table(sources.pyproject, "tool", "poetry").get("name")
    name = name or sources.setup_cfg.get("metadata", {}).get("name")
    return _same(str(name or sources.setup_py.get("name") or ""))


def _same(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _plain(value: str) -> str:
    return re.sub(r"\s", "", value)
