"""What a user means by BASE and HEAD: a document, an application, a snapshot or a release."""

from __future__ import annotations

import os
from collections.abc import Sequence

from coldframe.compat.rest.applications.application import Application, is_address, target_of
from coldframe.compat.rest.document import Document
from coldframe.compat.rest.files import document_of_file, document_of_revision, in_git, shown
from coldframe.compat.snapshot import is_snapshot, read_snapshot
from coldframe.compat.surfaces import SURFACES, Surfaces, read_surfaces


def named(
    name: str, start: str = ".", wanted: Sequence[str] = SURFACES
) -> Application | Document | Surfaces:
    """What is named: an application or a document of REST, or the ``wanted`` surfaces of a release.

    A file is what it holds; a folder, or a revision of the repository around ``start``, is read
    for its surfaces; ``module:attribute`` is imported, see `load_application`, unless git has
    such a file.  Raises Mistake for what cannot be read.
    """
    if os.path.isdir(name):
        return _release(name, wanted)
    if os.path.exists(name):
        with open(name, "rb") as file:
            begins = file.read(200)
            if is_snapshot(begins):
                return read_snapshot(begins + file.read(), name)
        return document_of_file(name)
    if is_address(name):
        return _application(name, start)
    if "://" in name or _is_file(name):
        return document_of_file(name)
    target = target_of(name)
    if target is not None and (target.revision or not in_git(start, name)):
        return _application(name, start)
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


def _application(name: str, start: str) -> Application:
    from coldframe.compat.rest.applications.loading import load_application

    return load_application(name, start)
