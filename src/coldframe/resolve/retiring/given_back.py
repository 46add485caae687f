"""Gives the host's own files the words back that an adoption has changed in them.

What a file said before is not guessed: the commit that ``adopt`` made has it, and its change is
turned round.  Without that commit (a plan applied without commits, a squashed or shallow
history), and where the same lines have changed since, the lines are left to a person.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coldframe.resolve.adopting.merged_text import merged_text
from coldframe.resolve.metadata.checked import changes
from coldframe.resolve.plan import Edit
from coldframe.source.git import GitError, git

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature
    from coldframe.resolve.retiring.gone import Gone

REASON = "As before the adoption"
# Edited by those who know their format, and holding what is not this feature's alone.
_METADATA = frozenset(("pyproject.toml", "setup.cfg", "setup.py", "coldframe.toml"))


def given_back(
    host: Host, feature: Feature, gone: Gone, referring: Iterable[str]
) -> tuple[Edit, ...]:
    """The edits after which files that named the feature say what they said before it came.

    ``referring`` are the files with a reference to it.  A file that would still name the
    feature afterwards gets no edit.
    """
    from coldframe.resolve.planned_tree import PlannedTree
    from coldframe.source.references.find import references

    commit = _adoption(host.tree.root, feature)
    if not commit:
        return ()
    refers = {*referring}
    edits = {}
    for path in _changed(host.tree.root, commit):
        if path in _METADATA or path in gone.paths or not host.tree.exists(path):
            continue
        now = host.tree.read(path)
        if path not in refers and not gone.mentions(now.decode("utf-8", "replace")):
            continue
        after = merged_text(now, _at(host, commit, path), _at(host, f"{commit}^", path))
        if (
            after is not None
            and after != now
            and not gone.mentions(after.decode("utf-8", "replace"))
        ):
            edits[path] = Edit(path, now, after, REASON, changes(now, after, "adopted name"))
    planned = PlannedTree(host.tree, edits.values())
    stem = feature.path.removesuffix(".py")
    naming = {one.path for one in references(planned, [(feature.module, stem)], edits.__contains__)}
    return tuple(edit for path, edit in edits.items() if path not in naming)


def _adoption(root: str, feature: Feature) -> str:
    """The commit in which ``adopt`` wrote the declaration; empty if it did not, or nobody knows."""
    path = feature.declaration_path
    try:
        said = git(root, "log", "-1", "--diff-filter=A", "--format=%H %P%n%s", "--", path)
    except GitError:
        return ""
    commits, _, subject = said.decode("utf-8", "replace").partition("\n")
    written = rf"Adopt \S+ as {re.escape(feature.module)}(?: \(\d of \d: edits\))?\s*"
    commit, _, parents = commits.partition(" ")
    return commit if parents and re.fullmatch(written, subject) else ""


def _changed(root: str, commit: str) -> list[str]:
    """The files that ``commit`` changed and did not bring, relative to ``root``."""
    words = ("--relative", "--name-only", "-z", "--diff-filter=M", f"{commit}^", commit)
    try:
        names = git(root, "diff-tree", "-r", *words)
    except GitError:  # a shallow clone has the commit, and not what was before it
        return []
    return [name.decode("utf-8", "surrogateescape") for name in names.split(b"\0") if name]


def _at(host: Host, revision: str, path: str) -> bytes:
    return git(host.tree.root, "show", f"{revision}:./{path}")
