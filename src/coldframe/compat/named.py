"""What a user means by BASE and HEAD: an OpenAPI document, a snapshot, a revision or a folder."""

from __future__ import annotations

import os
from collections.abc import Sequence

from coldframe.compat.rest.document import Document
from coldframe.compat.rest.files import document_of_file, document_of_revision, shown
from coldframe.compat.snapshot import is_snapshot, read_snapshot
from coldframe.compat.surfaces import SURFACES, Surfaces, read_surfaces


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
        return document_of_file(name)
    if "://" in name or _is_file(name):
        return document_of_file(name)
    if ":" not in name:
        return _release(start, wanted, name)
    data = shown(start, name)
    if is_snapshot(data):
        return read_snapshot(data, name)
    return document_of_revision(start, name, data)


def _is_file(name: str) -> bool:
    return name.endswith((".json", ".yaml", ".yml")) and ":" not in name


def _release(start: str, wanted: Sequence[str], revision: str = "") -> Surfaces:
    from coldframe.check.discovery import open_host

    return read_surfaces(open_host(start, revision), revision or start, wanted)
