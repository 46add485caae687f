"""Rewrites the references in one file of any kind: certain, or left to a person."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coldframe.source.references import kinds

if TYPE_CHECKING:
    from coldframe.resolve.plan import Left
    from coldframe.resolve.rewrite.moved import Moved
    from coldframe.resolve.rewrite.renames import Renames
    from coldframe.resolve.rewrite.splice import Splice
    from coldframe.source.tree import Tree

# What was true when it was written stays as it was written.
_HISTORY = re.compile(
    r"(?:^|.*/)(?:ended\.toml|(?:changelog|changes|history|news|authors|release[-_]?notes?)"
    r"(?:\.(?:md|rst|txt))?|.*\.(?:lock|patch|diff|svg))$"
    r"|(?:^|.*/)(?:releasenotes/notes|locale|changelogs?)/.*",
    re.IGNORECASE,
)

_ASSIGNMENT = re.compile(rb"^(?:export +)?[A-Z_][A-Z0-9_]*=", re.MULTILINE)


def splices_of(
    path: str, data: bytes, renames: Renames, tree: Tree
) -> tuple[list[Splice], list[Left]]:
    """The edits that give moved modules and files their new names in one file, and the rest.

    ``path`` is where the file is in ``tree``, in which everything has moved already.  Change
    logs and release notes have none: they say what was.
    """
    from coldframe.resolve.rewrite.draft import Draft

    moved = prepared(renames, tree)
    kind = kinds.kind(path, data[:200])
    if b"\0" in data[:4000] or not (_may_name(path, data, moved) or kind == kinds.PYTHON):
        return [], []
    if not kind and _ASSIGNMENT.search(data):
        kind = kinds.COMMANDS  # a file of settings that a shell reads
    if kind == kinds.PYTHON:
        from coldframe.resolve.rewrite.python import may_name, rewrite_python

        if not may_name(path, data, moved):
            return [], []
        draft = Draft(path, data, moved)
        rewrite_python(draft)
        return draft.splices(), draft.left()
    draft = Draft(path, data, moved)
    if path.endswith((".po", ".pot")):
        _note_locations(draft)
    elif _HISTORY.fullmatch(path):
        return [], []
    elif kind == kinds.NOTEBOOK:
        from coldframe.resolve.rewrite.notebooks import rewrite_notebook

        rewrite_notebook(draft)
    else:
        _rewrite(draft, kind)
    return draft.splices(), draft.left()


def _rewrite(draft: object, kind: str) -> None:
    from coldframe.resolve.rewrite.commands import rewrite_commands
    from coldframe.resolve.rewrite.configuration import rewrite_configuration
    from coldframe.resolve.rewrite.docs import rewrite_docs
    from coldframe.resolve.rewrite.draft import Draft
    from coldframe.resolve.rewrite.listings import is_listing, rewrite_listing

    assert isinstance(draft, Draft)
    if is_listing(draft.path) or not kind:
        rewrite_listing(draft)
    elif kind == kinds.DOCS:
        rewrite_docs(draft)
    elif kind == kinds.COMMANDS:
        rewrite_commands(draft)
    else:
        rewrite_configuration(draft)


_PREPARED: list[tuple[Renames, Tree, Moved]] = []  # the last one: a rewriting asks file by file


def prepared(renames: Renames, tree: Tree) -> Moved:
    """``renames`` in ``tree``, ready to be looked up."""
    from coldframe.resolve.rewrite.moved import Moved

    for known, where, moved in _PREPARED:
        if known is renames and where is tree:
            return moved
    moved = Moved(renames, tree)
    _PREPARED[:] = [(renames, tree, moved)]
    return moved


def _may_name(path: str, data: bytes, moved: Moved) -> bool:
    """Whether anything that moved can be named in the file."""
    return moved.old_path(path) != path or any(word in data for word in moved.needles)


def _note_locations(draft: object) -> None:
    """Say once that a catalogue of translations quotes old paths."""
    from coldframe.resolve.rewrite.draft import Draft
    from coldframe.resolve.rewrite.path_tokens import paths_in

    assert isinstance(draft, Draft)
    for number, line in enumerate(draft.lines):
        if line.startswith("#:") and any(paths_in(line, draft.path, draft.moved)):
            draft.leave(
                draft.starts[number],
                "locations in a catalogue are old until messages are extracted again",
            )
            return
