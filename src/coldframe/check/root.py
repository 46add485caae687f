"""Finds the root of the host that a folder belongs to."""

from __future__ import annotations

import os

from coldframe.declare.mistake import Mistake
from coldframe.regex import regex

_SECTION = regex(rb"\btool\s*\.\s*[\"']?coldframe\b")


def find_root(start: str) -> str:
    """The host's root for ``start``, a folder or a file of it, as an absolute path.

    The nearest folder upward with settings, within the git repository; else the top of the
    repository; else ``start`` itself.  Raises Mistake if there is no ``start``, or if it is
    (in) a repository that has no files.
    """
    top = os.path.abspath(start)
    if not os.path.exists(top):
        raise Mistake(f"there is no folder {start}", "Name a folder of a Python project.")
    if not os.path.isdir(top):
        top = os.path.dirname(top)
    folder = top
    while True:
        if _has_settings(folder) or os.path.lexists(os.path.join(folder, ".git")):
            return folder
        if _is_bare(folder):
            raise Mistake(
                f"{folder} is a bare git repository: it has no files",
                "Run in a clone of it, or in a working tree made with: git worktree add FOLDER",
            )
        parent = os.path.dirname(folder)
        if parent == folder:
            return top
        folder = parent


def _has_settings(folder: str) -> bool:
    if os.path.isfile(os.path.join(folder, "coldframe.toml")):
        return True
    try:
        with open(os.path.join(folder, "pyproject.toml"), "rb") as file:
            return _SECTION.search(file.read()) is not None
    except OSError:
        return False


def _is_bare(folder: str) -> bool:
    return os.path.isfile(os.path.join(folder, "HEAD")) and all(
        os.path.isdir(os.path.join(folder, name)) for name in ("objects", "refs")
    )
