"""Lists the files below a folder where git cannot."""

from __future__ import annotations

import os

from coldframe.source.files import Complain
from coldframe.source.listing import decode, encode

# What a Python project's ignore file would name.
SKIPPED = frozenset(
    b".git .hg .svn .bzr .venv venv .env node_modules __pycache__ build dist .tox .nox .eggs"
    b" .direnv .ipynb_checkpoints".split()
)


def skipped(name: bytes) -> bool:
    """Whether a folder of that name holds nothing that people wrote."""
    if name in SKIPPED or name.endswith(b".egg-info"):
        return True
    return name.startswith(b".") and name.endswith(b"cache")


def walk(root: str, complain: Complain) -> list[bytes]:
    """The names of all regular files below ``root``; symbolic links are never followed.

    Folders that cannot be listed, virtual environments and repositories within the tree are
    left out; ``complain`` is told about the first and the last.
    """
    top = encode(root)
    names: list[bytes] = []
    waiting = [b""]
    while waiting:
        folder = waiting.pop()
        found: list[bytes] = []
        below: list[bytes] = []
        try:
            with os.scandir(top + b"/" + folder) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        if not skipped(entry.name):
                            below.append(folder + entry.name + b"/")
                        elif entry.name == b".git" and folder:
                            complain(decode(folder), NESTED)
                            break
                    elif entry.is_file(follow_symlinks=False):
                        if entry.name == b"pyvenv.cfg":
                            break
                        if entry.name == b".git":
                            if folder:
                                complain(decode(folder), NESTED)
                                break
                        else:
                            found.append(folder + entry.name)
                else:
                    names += found
                    waiting += below
        except OSError as error:
            why = (error.strerror or str(error)).lower()
            complain(decode(folder) or ".", f"cannot be listed: {why}")
    names.sort()
    return names


NESTED = "is a git repository of its own: not looked at"
