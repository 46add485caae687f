"""The corpus as the tests see it: a working tree, and what is to be found in it."""

from __future__ import annotations

import shutil
from pathlib import Path

from hosts import commit_all

from coldframe.source.references.reference import Reference
from coldframe.source.worktree import WorkTree

CORPUS = Path(__file__).parents[2] / "examples" / "references"
PACKAGES = [("host.preview", "host/preview")]


def tree_of(name: str, place: Path) -> WorkTree:
    """A committed copy of one of the corpus's hosts."""
    root = place / name
    shutil.copytree(CORPUS / name, root)
    commit_all(root)
    return WorkTree(str(root))


def said(reference: Reference) -> str:
    """A reference as a line of ``expected.txt``."""
    place = f"{reference.path}:{reference.line}:{reference.column}"
    undecided = "" if reference.decided else " undecided"
    return f"{place} {reference.form} {reference.target} {reference.scope}{undecided}"


def expected() -> list[str]:
    """The lines of ``expected.txt`` but for its heading."""
    lines = (CORPUS / "expected.txt").read_text().splitlines()
    return [line for line in lines if line and not line.startswith("#")]
