"""Takes back what the last applied command wrote."""

from __future__ import annotations

import os
import shlex
from contextlib import suppress
from typing import TYPE_CHECKING

from coldframe.declare.mistake import Mistake
from coldframe.resolve.journal import BEGUN, digest, journals, sync_folder, write_aside
from coldframe.resolve.lock import one_at_a_time
from coldframe.resolve.places import contents, safe_place

if TYPE_CHECKING:
    from coldframe.resolve.journal import Journal


def undo(root: str) -> Journal:
    """Put back all files of the last applied command, and return its journal.

    A command that was cut off comes before all others.

    Raises:
        Mistake: nothing has been applied; one of its files has been changed since.
    """
    with one_at_a_time(root):
        known = journals(root)
        if not known:
            raise Mistake(
                "there is nothing to undo",
                "Only what a coldframe command wrote with --apply can be undone.",
            )
        journal = next((one for one in known if one.state == BEGUN), known[-1])
        restore(root, journal)
    return journal


def restore(root: str, journal: Journal) -> None:
    """Put the tree back as it was before ``journal``, which is then forgotten.

    May be repeated after it was cut off itself.  Raises Mistake, and has changed nothing, if
    a file is neither as it was before nor as the command left it.
    """
    now = {}
    for entry in journal.entries:
        safe_place(root, entry.path)
        now[entry.path] = digest(contents(root, entry.path))
    changed = [e.path for e in journal.entries if now[e.path] not in (e.before, e.after)]
    if changed:
        raise Mistake(
            f"{', '.join(changed[:3])}: changed since `{journal.command}` wrote"
            f" {'it' if len(changed) == 1 else 'them'}",
            "Nothing has been undone. Put your changes aside, or undo by hand:"
            f" the old files are in {journal.folder}",
        )
    for entry in reversed(journal.entries):
        place = os.path.join(root, entry.path)
        aside = place + journal.suffix
        if now[entry.path] != entry.before:
            if entry.before:
                os.makedirs(os.path.dirname(place), exist_ok=True)
                write_aside(aside, journal.old_bytes(entry), entry.mode)
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
    journal.forget()


def undo_line(root: str) -> str:
    """The command that undoes, whatever folder it is typed in."""
    return f"coldframe undo {shlex.quote(root)}"
