"""Carries out what a journal says, from its beginning or from wherever it was cut off.

Each step may be repeated, so that a second run ends where one run without a break ends.  All
new files are written aside first and then renamed into place, so that a full disk is noticed
before anything has changed, and each file is at every moment the old or the new one.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from coldframe.resolve.writing.branch import move_branch
from coldframe.resolve.writing.journal import DONE, sync_folder, write_aside
from coldframe.resolve.writing.staged import stage

if TYPE_CHECKING:
    from coldframe.resolve.writing.journal import Journal


def carry_out(root: str, journal: Journal) -> None:
    """Write the files of ``journal``, stage them, move the branch; then it is done."""
    _write_aside(root, journal)
    for entry in journal.entries:
        place = os.path.join(root, entry.path)
        if entry.after:
            os.replace(place + journal.suffix, place)
        else:
            with suppress(FileNotFoundError):
                os.unlink(place)
    for folder in sorted({os.path.dirname(os.path.join(root, e.path)) for e in journal.entries}):
        if os.path.isdir(folder):
            sync_folder(folder)
    _remove_emptied(root, journal)
    if journal.commits is not None:
        wanted = {entry.path: entry.staged[1] for entry in journal.entries if entry.staged}
        stage(root, wanted, len(journal.commits.old), journal.prefix)
        move_branch(root, journal.commits, journal.command)
    journal._replace(state=DONE).save()


def _write_aside(root: str, journal: Journal) -> None:
    for folder in journal.folders:
        with suppress(FileExistsError):
            os.mkdir(os.path.join(root, folder))
    for entry in journal.entries:
        if entry.after:
            place = os.path.join(root, entry.path) + journal.suffix
            write_aside(place, journal.kept(entry.after), entry.new_mode)


def _remove_emptied(root: str, journal: Journal) -> None:
    """Remove the folders that hold nothing any more: git does not keep them either."""
    for entry in journal.entries:
        folder = os.path.dirname(entry.path) if not entry.after else ""
        while folder and os.path.isdir(os.path.join(root, folder)):
            if os.listdir(os.path.join(root, folder)):
                break
            os.rmdir(os.path.join(root, folder))
            folder = os.path.dirname(folder)
