"""What a listing of a project's files does not tell: which may be run, and what is no file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from coldframe.resolve.adopting.layout import Behind
from coldframe.source.archive import ArchiveTree
from coldframe.source.committree import CommitTree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coldframe.resolve.adopting.project import Project
    from coldframe.source.tree import Tree


def executables(project: Project) -> frozenset[str]:
    """The files that may be run."""
    tree = project.tree
    if isinstance(tree, ArchiveTree):
        return frozenset(tree.executable)
    if isinstance(tree, CommitTree):
        return frozenset(path for path, mode in _modes(tree) if mode == "100755")
    places = ((path, os.path.join(tree.root, path)) for path in tree.paths())
    return frozenset(path for path, place in places if _runs(place))


def not_taken(project: Project) -> tuple[Behind, ...]:
    """What the project has besides its files: symbolic links, and what could not be read."""
    tree = project.tree
    top = tree.top if isinstance(tree, ArchiveTree) else ""
    found = dict.fromkeys(_links(tree), "symbolic links are not followed")
    for unread in tree.unread:
        if unread.path != ".":
            found.setdefault(unread.path.removeprefix(top), f"it {unread.why}")
    return tuple(Behind(path, why, by_hand=True) for path, why in found.items())


def _links(tree: Tree) -> list[str]:
    if isinstance(tree, ArchiveTree):
        return []  # they are among what could not be read
    if isinstance(tree, CommitTree):
        return sorted(path for path, mode in _modes(tree) if mode == "120000")
    return sorted(_links_below(tree.root))


def _links_below(root: str) -> Iterator[str]:
    from coldframe.source.listing import decode, encode
    from coldframe.source.walk import skipped

    for folder, folders, files in os.walk(encode(root)):
        for name in (*folders, *files):
            place = os.path.join(folder, name)
            if os.path.islink(place) and not skipped(name):
                yield decode(os.path.relpath(place, encode(root)).replace(os.sep.encode(), b"/"))
        folders[:] = [name for name in folders if not skipped(name)]


def _runs(place: str) -> bool:
    try:
        return bool(os.lstat(place).st_mode & 0o111)
    except OSError:
        return False


def _modes(tree: CommitTree) -> Iterator[tuple[str, str]]:
    from coldframe.source.git import git
    from coldframe.source.listing import decode

    for record in git(tree.root, "ls-tree", "-r", "-z", tree.commit).split(b"\0")[:-1]:
        about, _, name = record.partition(b"\t")
        yield decode(name), about[:6].decode()
