"""Takes back what the last applied command wrote and committed."""

from __future__ import annotations

import os
import shlex
from contextlib import suppress
from typing import TYPE_CHECKING

from coldframe.declare.mistake import Mistake
from coldframe.resolve.writing.journal import (
    DONE,
    UNDOING,
    digest,
    journals,
    sync_folder,
    write_aside,
)
from coldframe.resolve.writing.lock import one_at_a_time
from coldframe.resolve.writing.places import contents, safe_place

if TYPE_CHECKING:
    from coldframe.resolve.writing.journal import Commits, Journal


def undo(root: str) -> Journal:
    """Put back all files, the index and the branch, and return the journal of the command.

    A command that was cut off comes before all others.

    Raises:
        Mistake: nothing has been applied; one of its files has been changed since; there
            are commits on top of its own, or others may have them.
    """
    with one_at_a_time(root):
        known = journals(root)
        if not known:
            raise Mistake(
                "there is nothing to undo",
                "Only what a coldframe command wrote with --apply can be undone.",
            )
        journal = next((one for one in known if one.state != DONE), known[-1])
        if journal.state == DONE and journal.commits is not None:
            from coldframe.resolve.writing.branch import refuse_history_edits

            refuse_history_edits(root, journal.commits, journal.command)
        restore(root, journal)
    return journal


def restore(root: str, journal: Journal) -> None:
    """Put everything back as it was before ``journal``, which is then forgotten.

    May be repeated after it was cut off itself.  Raises Mistake, and has changed nothing, if
    a file is neither as it was before nor as the command left it.
    """
    now = unchanged_since(root, journal)
    journal = journal._replace(state=UNDOING).save()
    for entry in reversed(journal.entries):
        place = os.path.join(root, entry.path)
        aside = place + journal.suffix
        if now[entry.path] != entry.before or _mode(place) != entry.mode:
            if entry.before:
                os.makedirs(os.path.dirname(place), exist_ok=True)
                write_aside(aside, journal.kept(entry.before), entry.mode)
                os.replace(aside, place)
            else:
                os.unlink(place)
        if os.path.lexists(aside):
            os.unlink(aside)
        if os.path.isdir(os.path.dirname(place)):
            sync_folder(os.path.dirname(place))
    for folder in reversed(journal.folders):
        with suppress(OSError):  # never made, or something else is in it by now
            os.rmdir(os.path.join(root, folder))
    if journal.commits is not None:
        _restore_git(root, journal, journal.commits)
    journal.forget()


def unchanged_since(root: str, journal: Journal) -> dict[str, str]:
    """The digest that each file of ``journal`` has now.

    Raises Mistake if a file, or its entry in git's index, is neither as it was before the
    command nor as the command leaves it.
    """
    now = {}
    for entry in journal.entries:
        safe_place(root, entry.path)
        now[entry.path] = digest(contents(root, entry.path))
    changed = [e.path for e in journal.entries if now[e.path] not in (e.before, e.after)]
    known = {entry.path: entry.staged for entry in journal.entries if entry.staged}
    if known and not changed:
        from coldframe.resolve.writing.staged import staged

        changed = [path for path, one in staged(root, known).items() if one not in known[path]]
    if changed:
        raise Mistake(
            f"{', '.join(changed[:3])}: changed since `{journal.command}` wrote"
            f" {'it' if len(changed) == 1 else 'them'}",
            "Nothing has been changed now. Put your changes aside, or go on by hand: the old and"
            f" the new files are in {journal.folder}, which you delete when you have done so.",
        )
    return now


def undo_line(root: str) -> str:
    """The command that undoes, whatever folder it is typed in."""
    return f"coldframe undo {shlex.quote(root)}"


def resume_line(root: str) -> str:
    """The command that finishes what was cut off, whatever folder it is typed in."""
    return f"coldframe resume {shlex.quote(root)}"


def _restore_git(root: str, journal: Journal, commits: Commits) -> None:
    from coldframe.resolve.writing.branch import ELSEWHERE, move_back, whereabouts
    from coldframe.resolve.writing.staged import stage

    wanted = {entry.path: entry.staged[0] for entry in journal.entries if entry.staged}
    stage(root, wanted, len(commits.old), journal.prefix)
    # Somebody went on after the command was cut off: what they committed is theirs.
    if whereabouts(root, commits) != ELSEWHERE:
        move_back(root, commits, journal.command)


def _mode(place: str) -> int | None:
    try:
        return os.stat(place).st_mode & 0o7777
    except FileNotFoundError:
        return None
