"""Finishes what was cut off: a command that wrote, or an undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.declare.mistake import Mistake
from coldframe.resolve.undo import restore, unchanged_since
from coldframe.resolve.writing.branch import ELSEWHERE, elsewhere, whereabouts
from coldframe.resolve.writing.carry_out import carry_out
from coldframe.resolve.writing.journal import DONE, UNDOING, journals
from coldframe.resolve.writing.lock import one_at_a_time
from coldframe.source.git import GitError, git

if TYPE_CHECKING:
    from coldframe.resolve.writing.journal import Commits, Journal


def resume(root: str) -> Journal:
    """Finish the command that was cut off, and return its journal as it was found.

    The end is what the command would have come to without a break.  An ``undo`` that was cut
    off is finished as such.

    Raises:
        Mistake: nothing was cut off; a file has been changed since; HEAD has gone elsewhere;
            the commits that were prepared have been cleared away.
    """
    with one_at_a_time(root):
        journal = next((one for one in journals(root) if one.state != DONE), None)
        if journal is None:
            raise Mistake(
                "there is nothing to resume",
                "No command has been cut off here; `coldframe undo` takes a finished one back.",
            )
        if journal.state == UNDOING:
            restore(root, journal)
            return journal
        unchanged_since(root, journal)
        if journal.commits is not None:
            _can_commit(root, journal.commits, journal.command)
        carry_out(root, journal)
    return journal


def _can_commit(root: str, commits: Commits, command: str) -> None:
    if whereabouts(root, commits) == ELSEWHERE:
        raise Mistake(
            f"HEAD is no longer where it was when `{command}` began", elsewhere(root, commits)
        )
    try:
        git(root, "rev-list", "--objects", "--quiet", commits.made[-1], f"^{commits.old}")
    except GitError as error:
        raise Mistake(
            f"the commits of `{command}` have been cleared away: {error.why}",
            "Take it back with `coldframe undo`, and run it once more.",
        ) from None
