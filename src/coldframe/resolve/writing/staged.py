"""The user's index: what it holds of some files, and how that is changed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress

from coldframe.source.git import GitError, git


def staged(root: str, paths: Iterable[str]) -> dict[str, str]:
    """The entry of each of ``paths``: mode and object, ``""`` where it has none."""
    found = dict.fromkeys(paths, "")
    for path, entry, _ in listed(root):
        if path in found:
            found[path] = entry
    return found


def listed(root: str, more: Mapping[str, str] | None = None) -> list[tuple[str, str, str]]:
    """Path, entry and git's mark of every file in the index below ``root``."""
    entries = []
    for line in git(root, "ls-files", "-s", "-v", "-z", more=more).split(b"\0"):
        if line:
            told, _, path = line.partition(b"\t")
            mark, mode, name, _stage = told.decode().split(" ")
            entries.append((os.fsdecode(path), f"{mode} {name}", mark))
    return entries


def index_info(entries: Mapping[str, str], size: int, prefix: str = "") -> bytes:
    """What `git update-index --index-info` reads, so that the index holds ``entries``.

    ``size`` is the length of an object's name in this repository.  What goes comes
    first: a file may take the name of a folder that goes, and the other way round.
    """
    gone = [f"0 {'0' * size}\t{prefix}{path}" for path, entry in entries.items() if not entry]
    come = [f"{entry}\t{prefix}{path}" for path, entry in entries.items() if entry]
    return b"".join(os.fsencode(line) + b"\0" for line in (*gone, *come))


def stage(root: str, entries: Mapping[str, str], size: int, prefix: str) -> None:
    """Make the user's index hold ``entries``; everything else in it stays."""
    git(root, "update-index", "-z", "--index-info", given=index_info(entries, size, prefix))
    with suppress(GitError):  # it also fails when a file of the user's has changed
        git(root, "update-index", "-q", "--refresh")
