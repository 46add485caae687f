"""The folder in which an application runs: the working tree, or a revision unpacked aside."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from coldframe.check.root import find_root
from coldframe.declare.mistake import Mistake


class Place(NamedTuple):
    """Where to run, and what comes first on ``sys.path``; ``within`` is a revision's folder."""

    folder: str
    roots: tuple[str, ...]
    within: str = ""


@contextmanager
def tree(start: str, revision: str) -> Iterator[Place]:
    """The tree around ``start``, or that of ``revision``, which is there until the end.

    Raises Mistake for a revision that git does not know.
    """
    root = find_root(start)
    folder = os.path.abspath(start)
    folder = folder if os.path.isdir(folder) else os.path.dirname(folder)
    if not revision:
        yield Place(folder, _roots(root, folder))
        return
    with tempfile.TemporaryDirectory(prefix="coldframe-revision-") as scratch:
        copy = os.path.realpath(scratch)
        _unpack(root, revision, copy)
        inner = os.path.normpath(os.path.join(copy, os.path.relpath(folder, root)))
        os.makedirs(inner, exist_ok=True)
        yield Place(inner, _roots(copy, inner), copy)


def _roots(root: str, folder: str) -> tuple[str, ...]:
    """The folder, and those above it up to the root; each with its ``src`` if it has one."""
    found = []
    while True:
        found += [folder, os.path.join(folder, "src")]
        if folder == root or os.path.dirname(folder) == folder:
            return tuple(each for each in found if os.path.isdir(each))
        folder = os.path.dirname(folder)


def _unpack(root: str, revision: str, into: str) -> None:
    """Write the regular files of ``revision``; links are left out, as everywhere."""
    from coldframe.source.committree import CommitTree
    from coldframe.source.git import GitError

    try:
        found = CommitTree(root, revision)
        for path in found.paths():
            place = os.path.join(into, path)
            if not os.path.normpath(place).startswith(into + os.sep):
                continue
            os.makedirs(os.path.dirname(place), exist_ok=True)
            with open(place, "wb") as file:
                file.write(found.read(path))
        found.close()
    except GitError as error:
        raise Mistake(error.why, error.remedy, revision) from None
