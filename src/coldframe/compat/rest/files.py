"""The other files that a document is written in: in its folder, or in a revision of git."""

from __future__ import annotations

import os
import posixpath
import subprocess
from typing import Any, Protocol

from coldframe.compat.rest.document import Document, checked, parsed, read_value
from coldframe.declare.mistake import Mistake
from coldframe.source.git import command, environment


class Files(Protocol):
    """Where the files that belong to one document are."""

    def find(self, beside: str, name: str) -> str | None:
        """The path of the file that ``beside`` calls ``name``; None if it is out of bounds."""

    def read(self, path: str) -> Any:
        """What stands in the file.  Raises Mistake if it cannot be read."""


class Folder:
    """Files below ``root``: the work tree around the document, or its folder if there is none."""

    def __init__(self, document: str) -> None:
        self.root = os.path.realpath(_around(os.path.dirname(os.path.abspath(document))))

    def find(self, beside: str, name: str) -> str | None:
        path = os.path.normpath(os.path.join(os.path.dirname(beside), name))
        place = os.path.realpath(path)
        return path if place.startswith(self.root.rstrip(os.sep) + os.sep) else None

    def read(self, path: str) -> Any:
        return read_value(path)


class Revision:
    """Files of one revision of the repository around ``start``, called ``REVISION:PATH``."""

    def __init__(self, start: str) -> None:
        self.start = start

    def find(self, beside: str, name: str) -> str | None:
        revision, _, path = beside.partition(":")
        found = posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
        if found.startswith(("../", "/")):
            return None
        return f"{revision}:{'./' if path.startswith('./') else ''}{found}"

    def read(self, path: str) -> Any:
        return parsed(shown(self.start, path), path)


def document_of_revision(start: str, name: str, data: bytes) -> Document:
    """The document ``REVISION:PATH``, of which ``data`` is the file."""
    return checked(parsed(data, name), name, Revision(start))


def document_of_file(path: str) -> Document:
    """The OpenAPI document in the file ``path``.

    Raises Mistake for a file that cannot be read, that is neither JSON nor YAML, or is no
    OpenAPI 3.0, 3.1 or 3.2.
    """
    return checked(read_value(path), path, Folder(path))


def in_git(start: str, name: str) -> bool:
    """Whether git has ``REVISION:PATH``."""
    line = command(start, ["cat-file", "-e", name])
    try:
        done = subprocess.run(line, capture_output=True, env=environment(), check=False)
    except FileNotFoundError:
        return False
    return not done.returncode


def shown(start: str, name: str) -> bytes:
    """The file ``REVISION:PATH`` as git has it.  Raises Mistake if git has none."""
    try:
        done = subprocess.run(
            command(start, ["show", name]), capture_output=True, env=environment(), check=False
        )
    except FileNotFoundError:
        raise Mistake("git is not installed", "Name a file instead of a revision.", name) from None
    if done.returncode:
        why = done.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ")
        raise Mistake(
            f"git has no such file: {why.splitlines()[0] if why else 'it says nothing'}",
            "Name a revision and a file in it: v1.2.0:openapi.yaml",
            name,
        )
    return done.stdout


def _around(folder: str) -> str:
    """The folder above ``folder`` that git keeps, or ``folder`` itself."""
    above = folder
    while not os.path.lexists(os.path.join(above, ".git")):
        if (next_ := os.path.dirname(above)) == above:
            return folder
        above = next_
    return above
