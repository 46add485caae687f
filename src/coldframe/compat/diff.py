"""What changed between two versions of a surface, and whether callers break."""

from __future__ import annotations

import os
import subprocess
from typing import NamedTuple

from coldframe.compat.change import ERROR, INFO, WARNING, Change
from coldframe.compat.rest.compare import compare
from coldframe.compat.rest.document import Document, checked, parsed, read_document
from coldframe.declare.mistake import Mistake
from coldframe.source.git import command, environment


class Diff(NamedTuple):
    """The changes from ``base`` to ``head``, gravest first."""

    base: str
    head: str
    changes: tuple[Change, ...]

    def of(self, severity: str) -> tuple[Change, ...]:
        """Those of one severity that nobody has accepted."""
        return tuple(
            each for each in self.changes if each.severity == severity and not each.accepted
        )

    @property
    def bump(self) -> str:
        """Which part of the version must go up by semantic versioning (semver.org, 6 to 8).

        ``major`` if a caller breaks, ``minor`` if something is new or deprecated, else ``patch``.
        """
        if self.of(ERROR):
            return "major"
        return "minor" if self.of(WARNING) or self.of(INFO) else "patch"


def diff(base: str, head: str, today: str = "") -> Diff:
    """Compare two OpenAPI documents.

    Each is a file, or ``REVISION:FILE`` as git has it; ``today`` is an ISO date that sunsets are
    compared with.  Raises Mistake for what cannot be read, with path and JSON pointer.
    """
    return Diff(base, head, tuple(compare(document(base), document(head), today)))


def document(name: str) -> Document:
    """The OpenAPI document that a user means by ``name``.  Raises Mistake if there is none."""
    revision, colon, path = name.partition(":")
    if os.path.exists(name) or not colon or not path or "://" in name:
        return read_document(name)
    try:
        done = subprocess.run(
            command(".", ["show", f"{revision}:{path}"]),
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
    return checked(parsed(done.stdout, name), name)
