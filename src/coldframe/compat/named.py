"""What a user means by BASE and HEAD: an OpenAPI document, a snapshot, a revision or a folder."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence

from coldframe.compat.rest.document import Document, checked, parsed, read_document
from coldframe.compat.snapshot import is_snapshot, read_snapshot
from coldframe.compat.surfaces import SURFACES, Surfaces, read_surfaces
from coldframe.declare.mistake import Mistake
from coldframe.source.git import command, environment


def named(name: str, start: str = ".", wanted: Sequence[str] = SURFACES) -> Document | Surfaces:
    """What is named: a document of REST, or the ``wanted`` surfaces of a release.

    A file is what it holds; a folder, or a revision of the repository around ``start``, is read
    for its surfaces.  Raises Mistake for what cannot be read.
    """
    if os.path.isdir(name):
        return _release(name, wanted)
    if os.path.exists(name):
        with open(name, "rb") as file:
            begins = file.read(200)
            if is_snapshot(begins):
                return read_snapshot(begins + file.read(), name)
        return read_document(name)
    revision, colon, path = name.partition(":")
    if "://" in name or _is_file(name):
        return read_document(name)
    if not colon:
        return _release(start, wanted, name)
    data = _shown(start, revision, path, name)
    return read_snapshot(data, name) if is_snapshot(data) else checked(parsed(data, name), name)


def _is_file(name: str) -> bool:
    return name.endswith((".json", ".yaml", ".yml")) and ":" not in name


def _release(start: str, wanted: Sequence[str], revision: str = "") -> Surfaces:
    from coldframe.check.discovery import open_host

    return read_surfaces(open_host(start, revision), revision or start, wanted)


def _shown(start: str, revision: str, path: str, name: str) -> bytes:
    try:
        done = subprocess.run(
            command(start, ["show", f"{revision}:{path}"]),
            capture_output=True,
            env=environment(),
            check=False,
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
