"""Under which names files were known before: history is searched for renames."""

from __future__ import annotations

import os
from collections.abc import Iterable

from coldframe.source.git import git

_AT_ONCE = 500  # paths in one command line


def earlier_names(root: str, paths: Iterable[str]) -> set[str]:
    """The paths from which ``paths`` were renamed, in HEAD's history, and from which those were.

    All paths are relative to the top of the repository in ``root``.  Raises GitError.
    """
    top = os.fsdecode(git(root, "rev-parse", "--show-toplevel")).rstrip("\n")
    seen = set(paths)
    new = seen
    while new:
        found: set[str] = set()
        for commit in _commits_that_add(top, sorted(new)):
            found |= {old for old, path in _renames(top, commit) if path in new}
        new = found - seen
        seen |= new
    return seen - set(paths)


def _commits_that_add(top: str, paths: list[str]) -> list[str]:
    commits: dict[str, None] = {}
    for start in range(0, len(paths), _AT_ONCE):
        words = ("log", "--format=%H", "--no-renames", "--diff-filter=A", "HEAD", "--")
        told = git(top, *words, *paths[start : start + _AT_ONCE])
        commits.update(dict.fromkeys(told.decode().split()))
    return list(commits)


def _renames(top: str, commit: str) -> list[tuple[str, str]]:
    """The renames that git recognises in one commit: old path and new."""
    words = ("-r", "-z", "-M", "-l2000", "--diff-filter=R", "--name-status", "--no-commit-id")
    fields = os.fsdecode(git(top, "diff-tree", *words, commit)).split("\0")[:-1]
    return [(fields[at + 1], fields[at + 2]) for at in range(0, len(fields) - 2, 3)]
