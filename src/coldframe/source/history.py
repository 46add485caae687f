"""What git remembers about paths: since when, in which tags, by whom, and where they went.

Paths are relative to the folder ``root``, which may lie within a repository.  Every
function needs a fixed number of git processes, however many paths and tags there are, and
raises GitError where git does not work.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from coldframe.source.git import GitError, command, environment, git, is_shallow, reason
from coldframe.source.listing import decode
from coldframe.source.objects import folders

__all__ = ["FirstSeen", "Story", "first_seen", "is_shallow", "path_at", "stories", "tags"]

PATIENCE = 20.0  # seconds for reading a log; the newest part comes first
_RECENT = 50  # commits of a path from which its frequent authors are taken
_COMMIT = re.compile(rb"\x01[0-9a-f]{40,64}")
# Names of programs, as forges write them.
_PROGRAM = re.compile(r"\[bot\]$|^(?:dependabot|renovate|pre-commit-ci|github-actions)\b", re.I)


class Story(NamedTuple):
    """How a path was changed, along the history of the present commit.

    Days are ISO, of the commit.  ``authors`` are the most frequent ones of its latest
    commits, programs left out.  ``first_commit`` and ``first_day`` are empty when the
    clone is shallow or reading took too long: then ``why`` says so.
    """

    first_commit: str = ""
    first_day: str = ""
    last_commit: str = ""
    last_day: str = ""
    last_author: str = ""
    authors: tuple[str, ...] = ()
    why: str = ""


class FirstSeen(NamedTuple):
    """The first of the given tags that holds a path (empty: none), and its first commit."""

    tag: str = ""
    commit: str = ""
    day: str = ""
    why: str = ""


def tags(root: str, merged: bool = False) -> list[tuple[str, str]]:
    """All tags with their ISO days, oldest first; ``merged``: only those of HEAD's history.

    A release is often tagged on a branch of its own, therefore all by default.  The day is
    that of the tag if it is annotated, else of the commit.
    """
    ask = ["for-each-ref", "--sort=creatordate", "--format=%(refname)%00%(creatordate:short)"]
    if merged:
        ask.append("--merged=HEAD")
    found = []
    for line in git(root, *ask, "refs/tags").splitlines():
        name, _, day = line.partition(b"\0")
        found.append((decode(name.removeprefix(b"refs/tags/")), day.decode()))
    return found


def path_at(root: str, tags: Sequence[str], paths: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """For each path the tags, in the given order, whose trees hold it as file or folder.

    What was there is asked of the trees, not of the log: a rewritten or grafted history
    cannot mislead.
    """
    parents = list(dict.fromkeys(path.rpartition("/")[0] for path in paths))
    held = folders(root, [f"refs/tags/{tag}" for tag in tags], parents)
    return {
        path: tuple(
            tag
            for tag in tags
            if path.rpartition("/")[2]
            in held.get((f"refs/tags/{tag}", path.rpartition("/")[0]), {})
        )
        for path in paths
    }


def first_seen(
    root: str, paths: Sequence[str], tags: Sequence[str], known: dict[str, Story] | None = None
) -> dict[str, FirstSeen]:
    """For each path the first of ``tags`` (oldest first) that holds it, and its first commit.

    ``known`` saves reading the log again.
    """
    told = stories(root, paths) if known is None else known
    present = path_at(root, tags, paths)
    return {
        path: FirstSeen(
            (present[path] or ("",))[0],
            told[path].first_commit,
            told[path].first_day,
            told[path].why,
        )
        for path in paths
    }


def last_change(root: str, path: str) -> tuple[str, str]:
    """ISO day and author of the last commit that changed ``path``; empty if there is none."""
    out = git(root, "log", "-1", "--format=%cs%x00%aN", "--", path)
    day, _, author = decode(out.rstrip(b"\n")).partition("\0")
    return day, author


def recent_authors(root: str, path: str, most: int = 3) -> tuple[str, ...]:
    """The most frequent authors of the latest commits to ``path``, programs left out."""
    out = git(root, "log", f"-{_RECENT}", "--format=%aN", "--", path)
    return _frequent(decode(out).splitlines(), most)


def _frequent(names: Iterable[str], most: int = 3) -> tuple[str, ...]:
    counted = Counter(name for name in names if name and not _PROGRAM.search(name))
    return tuple(name for name, _ in counted.most_common(most))


def stories(
    root: str, paths: Sequence[str], seconds: float = PATIENCE, revision: str = "HEAD"
) -> dict[str, Story]:
    """The story of each path (a file, or a folder with all in it), from one reading of the log.

    The log is that of ``revision``.
    """
    if not paths:
        return {}
    log, complete = _log(root, paths, seconds, revision)
    shallow = _ends(root)
    told = {}
    touched = _touched(log, paths)
    for path in paths:
        commits = touched[path]
        if not commits:
            told[path] = Story(why="" if complete else "reading the history took too long")
            continue
        last, first = commits[0], commits[-1]
        why = ""
        if not complete:
            why = "reading the history took too long"
        elif first[0] in shallow:
            why = "the clone is shallow: git fetch --unshallow brings the rest"
        told[path] = Story(
            "" if why else first[0],
            "" if why else first[1],
            *last,
            _frequent(author for _, _, author in commits[:_RECENT]),
            why,
        )
    return told


def _log(root: str, paths: Sequence[str], seconds: float, revision: str) -> tuple[bytes, bool]:
    """The log of the folders around ``paths``, newest first, and whether it is all of it."""
    from subprocess import PIPE, Popen, TimeoutExpired

    # A few folders compare faster than hundreds of paths.
    places = sorted({path.rpartition("/")[0] or path for path in paths})
    ask = ["log", "-z", "--format=%x01%H%x00%cs%x00%aN", "--name-only", "--no-renames"]
    if revision != "HEAD":  # a repository without commits knows no HEAD by name
        ask.append(revision)
    line = command(root, [*ask, "--relative", "--", *places])
    try:
        process = Popen(line, stdout=PIPE, stderr=PIPE, env=environment())
    except FileNotFoundError:
        raise GitError(127, "git is not installed", "Install git.") from None
    try:
        log, complaints = process.communicate(timeout=seconds)
    except TimeoutExpired:
        process.kill()
        return process.communicate()[0], False
    if process.returncode:
        if b"does not have any commits yet" in complaints:
            return b"", True
        raise GitError(process.returncode, reason(complaints))
    return log, True


def _touched(log: bytes, paths: Sequence[str]) -> dict[str, list[tuple[str, str, str]]]:
    """For each path the commits that touched it, newest first: key, day, author."""
    touched: dict[str, list[tuple[str, str, str]]] = {path: [] for path in paths}
    depths = {path.count("/") + 1 for path in paths}
    commit = ("", "", "")
    tokens = iter(log.split(b"\0"))
    for token in tokens:
        if _COMMIT.fullmatch(token):
            day, author = next(tokens, b""), next(tokens, None)
            if author is None:
                break  # cut off in the middle
            commit = (token[1:].decode(), day.decode(), decode(author))
            continue
        parts = decode(token.removeprefix(b"\n")).split("/")
        for depth in depths:
            commits = touched.get("/".join(parts[:depth])) if depth <= len(parts) else None
            if commits is not None and (not commits or commits[-1] is not commit):
                commits.append(commit)
    return touched


def _ends(root: str) -> frozenset[str]:
    """The commits at which a shallow history ends."""
    import os

    place = os.path.join(
        root, decode(git(root, "rev-parse", "--git-path", "shallow").rstrip(b"\n"))
    )
    try:
        with open(place, encoding="ascii") as file:
            return frozenset(file.read().split())
    except OSError:
        return frozenset()
