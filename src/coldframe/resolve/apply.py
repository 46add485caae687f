"""Applies a plan: the only code that writes into a host's tree.

All new files are written aside first and then renamed into place, so that a full disk is
noticed before anything has changed, and each file is at every moment the old or the new one.
"""

from __future__ import annotations

import os
import shlex
from typing import TYPE_CHECKING

from coldframe.declare.mistake import Mistake
from coldframe.resolve.journal import (
    BEGUN,
    DONE,
    Journal,
    begin,
    journals,
    sync_folder,
    write_aside,
)
from coldframe.resolve.lock import one_at_a_time
from coldframe.resolve.places import missing_folders
from coldframe.resolve.undo import restore, undo_line
from coldframe.resolve.written_files import written_files

if TYPE_CHECKING:
    from coldframe.resolve.plan import Plan
    from coldframe.resolve.written_files import WrittenFile


def apply(plan: Plan) -> tuple[str, ...]:
    """Carry out ``plan`` and return the paths that were written, or write nothing at all.

    Raises:
        Mistake: the plan has refusals, a path that may not be written, a file with
            uncommitted changes or that is not what the plan saw, an earlier command that was
            cut off, a failure while writing; in the last case the tree has been put back.
    """
    if plan.refusals:
        raise Mistake(
            f"`{plan.command}` is refused: {plan.refusals[0].criterion}: {plan.refusals[0].why}",
            plan.refusals[0].remedy,
        )
    if not (plan.edits or plan.moves or plan.arrivals):
        return ()
    root = plan.root
    with one_at_a_time(root):
        _refuse_leftovers(root)
        files = written_files(plan)
        _refuse_uncommitted(root, [file.path for file in files])
        _write(root, plan.command, files)
    return tuple(file.path for file in files)


def _write(root: str, command: str, files: list[WrittenFile]) -> None:
    folders = missing_folders(root, [file.path for file in files if file.after is not None])
    journal: Journal | None = None
    try:
        changes = {file.path: (file.before, file.after) for file in files}
        journal = begin(root, command, changes, folders)
        _stage(root, files, journal)
        for file in files:
            place = os.path.join(root, file.path)
            if file.after is None:
                os.unlink(place)
            else:
                os.replace(place + journal.suffix, place)
        for folder in sorted({os.path.dirname(os.path.join(root, file.path)) for file in files}):
            sync_folder(folder)
        _remove_emptied(root, files)
        journal._replace(state=DONE).save()
    except BaseException as fault:
        _take_back(root, journal, fault)
        raise


def _stage(root: str, files: list[WrittenFile], journal: Journal) -> None:
    for folder in journal.folders:
        os.mkdir(os.path.join(root, folder))
    modes = {entry.path: entry.mode for entry in journal.entries}
    for file in files:
        if file.after is not None:
            place = os.path.join(root, file.path)
            mode = modes[file.path] if file.mode is None else file.mode
            write_aside(place + journal.suffix, file.after, mode)


def _remove_emptied(root: str, files: list[WrittenFile]) -> None:
    """Remove the folders that hold nothing any more: git does not keep them either."""
    for file in files:
        folder = os.path.dirname(file.path) if file.after is None else ""
        while folder and os.path.isdir(os.path.join(root, folder)):
            if os.listdir(os.path.join(root, folder)):
                break
            os.rmdir(os.path.join(root, folder))
            folder = os.path.dirname(folder)


def _take_back(root: str, journal: Journal | None, fault: BaseException) -> None:
    """Put the tree back after ``fault``; if even that fails, say how to do it by hand."""
    why = (fault.strerror or str(fault)) if isinstance(fault, OSError) else ""
    # An interruption may come after the journal is written and before it is returned.
    journal = journal or next((one for one in journals(root) if one.state == BEGUN), None)
    if journal is None:
        if why:
            raise Mistake(
                f"this cannot be noted for `coldframe undo`: {why}",
                "Nothing has been changed. Make room, and run the command once more.",
            ) from None
        return
    try:
        restore(root, journal)
    except BaseException:
        raise Mistake(
            f"this could be written only in part: {why or type(fault).__name__}",
            f"Put the tree back with: {undo_line(root)}",
        ) from fault
    if why:
        name = getattr(fault, "filename", None)
        at = os.path.relpath(name, root).removesuffix(journal.suffix) if name else "the tree"
        raise Mistake(
            f"{at} cannot be written: {why}",
            "Everything has been put back as it was.",
        ) from None


def _refuse_leftovers(root: str) -> None:
    for journal in journals(root):
        if journal.state == BEGUN:
            raise Mistake(
                f"an earlier command was cut off while it wrote: {journal.command}",
                f"Put the tree back first, with: {undo_line(root)}",
            )


def _refuse_uncommitted(root: str, paths: list[str]) -> None:
    from coldframe.source.git import GitError, git

    try:
        prefix = git(root, "rev-parse", "--show-prefix").rstrip(b"\n")
        out = git(root, "status", "--porcelain", "-z", "-uall", "--no-renames", "--", *paths)
    except GitError:
        return  # without git, the journal alone has to do
    changed = [os.fsdecode(line[3:].removeprefix(prefix)) for line in out.split(b"\0") if line]
    if changed:
        names = ", ".join(changed[:3]) + (f" and {len(changed) - 3} more" if changed[3:] else "")
        raise Mistake(
            f"{names}: there are uncommitted changes that this would write over",
            f"Commit them first, or put them aside: git stash push -u -- {shlex.join(changed[:3])}",
        )
