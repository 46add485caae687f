"""What breaks for the API clients of a site, by the documents that they were made from."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from coldframe.compat.change import ERROR, WARNING, Change
from coldframe.compat.rest.compare import compare
from coldframe.compat.rest.document import Document, checked, parsed
from coldframe.compat.rest.files import document_of_file
from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from coldframe.operate.upgrade_check.release import Release

_DOCUMENT = re.compile(r"(?:.*[-_.])?(?:openapi|api[-_]schema)(?:[-_.].*)?\.(?:json|ya?ml)", re.I)
_TESTS = frozenset(("test", "tests", "testing", "examples", "fixtures"))


def client_changes(
    clients: Sequence[str], release: Release, target: str = ""
) -> tuple[tuple[str, Change], ...]:
    """Each error and warning for a client, with the file ``clients`` has it in, gravest first.

    A client's document lists what it uses; what else the release has is nothing to it.
    ``target`` is the document of the release, which is looked for in it if none is named.
    Raises Mistake for documents that cannot be read, and where none or several are found.
    """
    if not clients:
        return ()
    head = document_of_file(target) if target else _of_release(release)
    found = [
        (path, change)
        for path in clients
        for change in compare(document_of_file(path), head)
        if change.severity in (ERROR, WARNING)
    ]
    return tuple(sorted(found, key=lambda pair: pair[1].severity))


def _of_release(release: Release) -> Document:
    """The one OpenAPI document that the release carries."""
    paths = [
        path
        for path in release.tree.paths()
        if _DOCUMENT.fullmatch(posixpath.basename(path)) and not _TESTS & {*path.split("/")}
    ]
    if len(paths) != 1:
        several = f"several ({', '.join(paths[:3])})" if paths else "none"
        raise Mistake(
            f"the release should have one OpenAPI document, and has {several}",
            "Name it: --target-spec FILE",
            "--client-spec",
        )
    (path,) = paths
    return checked(parsed(release.tree.read(path), path), path)
