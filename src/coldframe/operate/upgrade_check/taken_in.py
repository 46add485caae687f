"""Projects that a release has taken in without entry points: known by their code."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from coldframe.regex import regex

if TYPE_CHECKING:
    from coldframe.operate.upgrade_check.installed import Installed
    from coldframe.operate.upgrade_check.release import Release

_ENOUGH = 0.6  # of the lines; those that name modules differ, and a release lies between
_FEWEST = 10  # lines; less code may look alike by chance
_TEST = regex(r"(?:^|/)(?:tests?/|test_[^/]*$|conftest\.py$)")


class Taken(NamedTuple):
    """The package ``top`` of a distribution is the ``feature`` of a preview tree."""

    distribution: Installed
    top: str
    tree: str
    feature: str


def taken_in(
    release: Release, here: Mapping[str, Installed], tops: Iterable[str]
) -> Iterator[Taken]:
    """Which of the packages ``tops`` are features of the release now.

    Most of a package's modules have to be in the feature's folder under the same names, and most
    of their lines the same; if two features look like it, none is taken for it.
    """
    from coldframe.operate.upgrade_check.metadata import normal

    own = normal(release.project)
    for top in sorted(set(tops)):
        if release.module_path(top):
            continue
        owners = (one for key, one in here.items() if key != own and _is_in(one, top))
        owner = next(owners, None)
        if owner is None:
            continue
        files = [
            path.removeprefix(f"{top}/")
            for path in owner.paths
            if path.startswith(f"{top}/") and path.endswith(".py") and not _TEST.search(path)
        ]
        found = [
            Taken(owner, top, tree.module, name)
            for tree in release.previews
            for name in tree.declarations
            if _alike(release, f"{tree.path}/{name}", owner, top, files)
        ]
        if len(found) == 1:
            yield found[0]


def _is_in(one: Installed, top: str) -> bool:
    return os.path.isdir(os.path.join(one.folder, top)) and any(
        path.startswith(f"{top}/") for path in one.paths
    )


def _alike(release: Release, folder: str, owner: Installed, top: str, files: list[str]) -> bool:
    tree = release.tree
    there = [path for path in files if tree.exists(f"{folder}/{path}")]
    if not there or len(there) < _ENOUGH * len(files):
        return False
    same = every = 0
    for path in files:
        old = _lines(owner.read(f"{top}/{path}"))
        every += len(old)
        if path in there:
            same += len(old & _lines(tree.read(f"{folder}/{path}")))
    return every >= _FEWEST and same >= _ENOUGH * every


def _lines(data: bytes) -> set[bytes]:
    return {line.strip() for line in data.splitlines()} - {b""}
