"""Opens the project that is adopted: a folder, a git repository at a revision, or an sdist."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

from coldframe.declare.mistake import Mistake
from coldframe.source.archive import SUFFIXES, ArchiveTree, BadArchive
from coldframe.source.git import GitError, git

if TYPE_CHECKING:
    from coldframe.source.tree import Tree

_REMOTE = re.compile(r"(?:https?|ssh|git)://|[\w.-]+@[\w.-]+:")


class Project(NamedTuple):
    """A project that can be read: ``tree`` holds its files.

    ``repository`` and ``commit`` say where its history is, and ``prefix`` which folder of
    that repository it is (``""`` or ending in ``/``); empty for an archive and for a folder
    without history.
    """

    tree: Tree
    repository: str = ""
    commit: str = ""
    prefix: str = ""


def open_project(source: str, *, committed: bool = False) -> Project:
    """The project at ``source``: a path or a file URL, either with ``@REVISION`` at its end.

    Without a revision the files of a folder are taken as they are now; with ``committed``, and
    of a bare repository, as they are in the last commit.

    Raises:
        Mistake: there is nothing there, it cannot be read, the revision is not known, or
            ``committed`` is wanted of something without history.
    """
    if _REMOTE.match(source):
        raise Mistake(
            f"{source} is not on this machine",
            f"Clone it first: git clone {source}",
        )
    place, revision = _place(source)
    if os.path.isfile(place):
        if committed or revision:
            raise Mistake(f"{source} is a file, so it has no history", "Name a git repository.")
        return Project(_archive(place))
    if not os.path.isdir(place):
        raise Mistake(
            f"there is no project {source}",
            "Name a folder, a git repository (REPOSITORY or REPOSITORY@REVISION), or an sdist.",
        )
    return _folder(place, revision, committed)


def _place(source: str) -> tuple[str, str]:
    """The path, and the revision behind the last ``@``; a path that exists has none."""
    if source.startswith("file://"):
        from urllib.parse import unquote

        source = unquote(source.removeprefix("file://").removeprefix("localhost"))
    if os.path.exists(source) or "@" not in source:
        return os.path.abspath(source), ""
    place, _, revision = source.rpartition("@")
    return os.path.abspath(place), revision


def _archive(place: str) -> ArchiveTree:
    if not place.endswith(SUFFIXES):
        raise Mistake(
            f"{place} is no source distribution", f"Its name would end in {', '.join(SUFFIXES)}."
        )
    try:
        return ArchiveTree(place)
    except BadArchive as error:
        raise Mistake(f"{place} cannot be read: {error}", "Fetch it once more.") from None


def _folder(place: str, revision: str, committed: bool) -> Project:
    from coldframe.source.committree import CommitTree
    from coldframe.source.worktree import WorkTree

    try:
        bare = git(place, "rev-parse", "--is-bare-repository").strip() == b"true"
    except GitError as error:
        if committed or revision:
            raise Mistake(f"{place} has no history: {error.why}", "Name a repository.") from None
        return Project(WorkTree(place))
    try:
        if not (bare or committed or revision):
            return Project(WorkTree(place))
        tree = CommitTree(place, revision or "HEAD")
        prefix = "" if bare else os.fsdecode(git(place, "rev-parse", "--show-prefix").rstrip(b"\n"))
        top = place if bare else git(place, "rev-parse", "--show-toplevel").rstrip(b"\n")
    except GitError as error:
        raise Mistake(f"{place}: {error.why}", error.remedy) from None
    return Project(tree, os.fsdecode(top), tree.commit, prefix)
