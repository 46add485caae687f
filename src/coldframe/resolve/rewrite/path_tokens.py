"""Paths in text: certain where they are exactly a file or folder that has moved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import dirname, normpath
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from coldframe.resolve.rewrite.moved import Moved

_RUN = re.compile(r"[^\s\"'`,;:=()<>|&\[\]{}#!]+")
_GLOB = re.compile(r"[*?]")
_SYSTEM = frozenset(
    ("bin", "boot", "dev", "etc", "home", "lib", "mnt", "opt", "proc", "root", "run", "sbin",
     "srv", "sys", "tmp", "usr", "var")
)  # fmt: skip
_ROOT = re.compile(
    r"(?:\{(?:toxinidir|tox_root|rootdir|project_root|root|here)\}|workspace *\}\})$"
)
# What may stand before a path that begins at the root of the project.
_VARIABLE = re.compile(r"(?:\$\w+|\$\{\w+\}|\{\w+\}|\$\{\{[^{}]*\}\}|%\(\w+\)s|\))$")


class Written(NamedTuple):
    """A path in a text; ``new`` is what it becomes, ``""`` if that is not certain.

    ``why`` says then what is doubtful.  ``plain`` is false for a path of one part only, which
    may as well be a word.
    """

    start: int
    end: int
    new: str
    why: str
    plain: bool


def paths_in(line: str, path: str, moved: Moved) -> Iterator[Written]:
    """The paths in ``line`` of the file ``path`` (where it is now) that have to do with moves."""
    if not any(word in line for word in moved.path_words):
        return
    for found in _RUN.finditer(line):
        run = found.group().rstrip(".")
        if any(word in run for word in moved.path_words):
            before = line[: found.start()]
            if "://" in (before[-80:] + run).rpartition(" ")[2]:
                continue  # a URL
            written = _read(run, found.start(), before, path, moved)
            if written is not None:
                yield written


def _read(run: str, start: int, before: str, path: str, moved: Moved) -> Written | None:
    anchor, anchored = _anchor(run, before)
    body = run[len(anchor) :]
    begin, end = start + len(anchor), start + len(run)
    found = moved_prefix(body, path, moved)
    if anchored == "nowhere" and body.partition("/")[0] in _SYSTEM:
        found = None
    if found is not None:
        if anchored == "variable" and not found.exact and moved.is_there(found.old):
            return None  # the variable may be anything, and the path is nothing that moved
        why = "" if found.exact else "the folder has moved, but nothing of that name is in it"
        if anchored == "nowhere" or (anchored == "variable" and moved.is_there(found.old)):
            why = why or "a path that has moved, but it may be meant in another place"
        return Written(begin, end, "" if why else found.new, why, found.plain)
    if "/" not in body:
        return None
    if anchored == "root":  # written from the folder of the file that it stands in
        new = _from_its_folder(body, path, moved)
        if new:
            return Written(begin, end, new, "", True)
    parts = body.split("/")
    for first in range(1, len(parts)):
        rest = moved_prefix("/".join(parts[first:]), path, moved)
        if rest is not None and rest.exact and rest.plain:
            why = f"a path that moved stands behind {'/'.join(parts[:first])}/"
            return Written(begin, end, "", why, True)
    return None


def _from_its_folder(body: str, path: str, moved: Moved) -> str:
    from coldframe.resolve.rewrite.moved import relative

    folder = dirname(moved.old_path(path))
    target = normpath(f"{folder}/{body.rstrip('/')}")
    new = moved.moved_path(target, path) if folder and not _GLOB.search(body) else None
    if new is None:
        return ""
    return relative(new, dirname(path)) + ("/" if body.endswith("/") else "")


def _anchor(run: str, before: str) -> tuple[str, str]:
    """What stands before the path, and whether that is the project's root.

    Else it is a variable of a shell, or the root of the file system: ``nowhere``.
    """
    if run.startswith("./"):
        return "./", "root"
    found = re.match(r"\$\w+/|\^", run)
    if found is not None:
        return found.group(), "variable" if run.startswith("$") else "root"
    if before.endswith(":") and run.startswith("-"):  # ${NAME:-./a/b}
        return ("-./" if run.startswith("-./") else "-"), "root"
    variable = _VARIABLE.search(before)
    if variable is not None:
        if run.startswith("/"):
            return "/", "root" if _ROOT.search(before) else "variable"
        if run.startswith("s/") and before.endswith(")"):
            return "s/", "root"
    found = re.match(r"(?:\*+/?)+", run)
    if found is not None:
        return found.group(), "root"
    if run.startswith("/"):
        return "/", "nowhere"
    return "", "root"


class Prefix(NamedTuple):
    """A path that begins with the moved ``old``; ``new`` is the whole path as it is now.

    ``exact`` says whether there is such a file, or a pattern that fits some; ``plain`` is false
    for a single word.
    """

    old: str
    new: str
    exact: bool
    plain: bool


def moved_prefix(written: str, path: str, moved: Moved) -> Prefix | None:
    """How the file ``path`` must write a path from the root of the project."""
    # In regular expressions a dot is escaped.
    body = written.replace("\\.", "\0").rstrip("/")
    parts = body.split("/")
    if parts[0].replace("\0", ".") not in moved.path_words:
        return None
    for end in range(len(parts), 0, -1):
        head = "/".join(parts[:end])
        old = head.replace("\0", ".")
        new = moved.moved_path(old, path)
        if new is None:
            continue
        tail = body[len(head) :]
        place = new + tail.replace("\0", ".")
        exact = not tail or _GLOB.search(tail) is not None or moved.is_there(place)
        tail = tail.replace("\0", "\\.") + ("/" if written.endswith("/") else "")
        if "\0" in head:
            new = new.replace(".", "\\.")
        return Prefix(old, new + tail, exact, "/" in written)
    return None
