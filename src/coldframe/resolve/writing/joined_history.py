"""Brings the history of a project that is adopted into the host's repository."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from coldframe.declare.mistake import Mistake
from coldframe.source.git import GitError, git, is_shallow

if TYPE_CHECKING:
    from coldframe.resolve.plan import History

_QUIETLY = (
    *("-c", "protocol.file.allow=always"),
    *("-c", "protocol.version=2"),  # a commit may be asked for by its name
    *("-c", "maintenance.auto=false", "-c", "gc.auto=0"),
    *("-c", "fetch.prune=false", "-c", "fetch.writeCommitGraph=false"),
)


def fetch(root: str, history: History) -> None:
    """Copy the objects of ``history`` into the repository of ``root``; no ref, no hook.

    Raises Mistake if there is no such history, or only the end of it.
    """
    place = os.path.abspath(history.repository)
    try:
        if is_shallow(place):
            raise Mistake(
                f"{place} does not have all of its history: it is a shallow clone",
                f"Fetch the rest first: git -C {place} fetch --unshallow",
            )
        git(
            root,
            *_QUIETLY,
            *("fetch", "--quiet", "--no-tags", "--no-write-fetch-head"),
            *("--no-recurse-submodules", place, history.commit),
        )
        git(root, "cat-file", "-e", f"{history.commit}^{{commit}}")
    except GitError as error:
        raise Mistake(
            f"the history of {place} cannot be fetched: {error.why}",
            "Adopt without it, or repair that repository.",
        ) from None
