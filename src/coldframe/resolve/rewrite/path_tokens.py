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
    found = _moved(body, moved)
    begin, end = start + len(anchor), start + len(run)
    if found is not None:
        new, exact, plain = found
        why = "" if exact else "the folder has moved, but the tree has nothing of that name in it"
        if anchored == "doubtful":
            why = why or "it may be another place: a path that moved stands behind an unknown one"
        return Written(begin, end, "" if why else new, why, plain)
    if "/" not in body:
        return None
    if anchored == "root":  # written from the folder of the file that it stands in
        new = _from_its_folder(body, path, moved)
        if new:
            return Written(begin, end, new, "", True)
    parts = body.split("/")
    for first in range(1, len(parts)):
        rest = _moved("/".join(parts[first:]), moved)
        if rest is not None and rest[1] and rest[2]:
            why = f"a path that moved stands behind {'/'.join(parts[:first])}/"
            return Written(begin, end, "", why, True)
    return None


def _from_its_folder(body: str, path: str, moved: Moved) -> str:
    from coldframe.resolve.rewrite.moved import relative

    folder = dirname(moved.old_path(path))
    new = moved.new_paths.get(normpath(f"{folder}/{body.rstrip('/')}")) if folder else None
    if new is None or _GLOB.search(body):
        return ""
    return relative(new, dirname(path)) + ("/" if body.endswith("/") else "")


def _anchor(run: str, before: str) -> tuple[str, str]:
    """What stands before the path, and whether that is the project's root, or doubtful."""
    if run.startswith("./"):
        return "./", "root"
    found = re.match(r"\$\w+/|\^", run)
    if found is not None:
        return found.group(), "root"
    if before.endswith(":") and run.startswith("-"):  # ${NAME:-./a/b}
        return ("-./" if run.startswith("-./") else "-"), "root"
    if _VARIABLE.search(before):
        if run.startswith("/"):
            return "/", "root"
        if run.startswith("s/") and before.endswith(")"):
            return "s/", "root"
    found = re.match(r"(?:\*+/?)+", run)
    if found is not None:
        return found.group(), "root"
    if run.startswith("/"):
        return "/", "doubtful"
    return "", "root"


def _moved(body: str, moved: Moved) -> tuple[str, bool, bool] | None:
    """The new path of ``body``, whether that is certain, and whether it is no mere word."""
    if "\\." in body:  # a regular expression
        found = _moved(body.replace("\\.", "."), moved)
        return found and (found[0].replace(".", "\\."), *found[1:])
    trimmed = body.rstrip("/")
    parts = trimmed.split("/")
    if parts[0] not in moved.path_words:
        return None
    for end in range(len(parts), 0, -1):
        head = "/".join(parts[:end])
        new = moved.new_paths.get(head)
        if new is None:
            continue
        rest = parts[end:]
        tail = "".join(f"/{part}" for part in rest) + body[len(trimmed) :]
        if not rest:
            return new + tail, True, "/" in body
        place = f"{new}{tail}".rstrip("/")
        exact = (
            _GLOB.search(tail) is not None
            or moved.tree.exists(place)
            or bool(moved.tree.under(place))
        )
        return new + tail, exact, True
    return None
