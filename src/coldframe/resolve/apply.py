"""Applies a plan: with ``carry_out`` and ``undo`` the only code that writes into a host."""

from __future__ import annotations

import os
import shlex
import shutil
from typing import TYPE_CHECKING, NamedTuple

from coldframe.declare.mistake import Mistake
from coldframe.resolve.undo import restore, resume_line, undo_line
from coldframe.resolve.writing.carry_out import carry_out
from coldframe.resolve.writing.journal import (
    BEGUN,
    DONE,
    UNDOING,
    Commits,
    Entry,
    Journal,
    digest,
    journals,
    keep,
    new_folder,
    sync_folder,
)
from coldframe.resolve.writing.lock import one_at_a_time
from coldframe.resolve.writing.places import contents, missing_folders
from coldframe.resolve.writing.written_files import written_files
from coldframe.source.git import GitError

if TYPE_CHECKING:
    from coldframe.resolve.plan import Plan
    from coldframe.resolve.writing.repository import Repository
    from coldframe.resolve.writing.written_files import WrittenFile


class Applied(NamedTuple):
    """The paths that were written, and the commits that were made, oldest first."""

    paths: tuple[str, ...] = ()
    commits: tuple[str, ...] = ()


def apply(plan: Plan, *, commit: bool = True) -> Applied:
    """Carry out ``plan``, or write nothing at all; nothing is left to do for a finished one.

    A plan with a ``subject`` is also committed, unless ``commit`` is False or the host is in
    no repository.

    Raises:
        Mistake: the plan has refusals, a path that may not be written, a file with
            uncommitted changes or that is not what the plan saw, an earlier command that was
            cut off, a repository that can take no commit now, a failure while writing; in
            the last case everything has been put back.
    """
    if plan.refusals:
        raise Mistake(
            f"`{plan.command}` is refused: {plan.refusals[0].criterion}: {plan.refusals[0].why}",
            plan.refusals[0].remedy,
        )
    if not (plan.edits or plan.moves or plan.arrivals):
        return Applied()
    root = plan.root
    with one_at_a_time(root):
        _refuse_leftovers(root)
        if _finished(plan):
            return Applied()
        files = written_files(plan)
        _refuse_uncommitted(root, [file.path for file in files])
        repository = None
        if plan.subject and commit:
            from coldframe.resolve.writing.repository import repository as of

            repository = of(root)
        if plan.history is not None and repository is None:
            raise Mistake(
                "the history can only come along in commits, and none would be made here",
                "Adopt without it, or into a git repository and without --no-commit.",
            )
        return _write(plan, files, repository)


def _write(plan: Plan, files: list[WrittenFile], repository: Repository | None) -> Applied:
    root = plan.root
    journal: Journal | None = None
    try:
        journal = _begin(plan, files, repository)
        carry_out(root, journal)
    except BaseException as fault:
        _take_back(root, journal, fault)
        raise
    made = journal.commits.made if journal.commits else ()
    return Applied(tuple(file.path for file in files), made)


def _begin(plan: Plan, files: list[WrittenFile], repository: Repository | None) -> Journal:
    """Note all that is going to be written, and make its commits; nothing is touched yet."""
    root = plan.root
    folders = missing_folders(root, [file.path for file in files if file.after is not None])
    folder, prefix = new_folder(root)
    try:
        commits, staged = None, {}
        if repository is not None:
            from coldframe.resolve.writing.commits import make_commits

            made = make_commits(plan, files, repository, os.path.join(folder, "scratch"))
            if made.commits:
                commits = Commits(repository.ref, repository.head, made.commits)
                staged = dict(made.staged)
        entries = []
        for file in files:
            mode = None
            if file.before is not None:
                mode = os.stat(os.path.join(root, file.path)).st_mode & 0o7777
            new_mode = mode if file.mode is None else file.mode
            before, after = keep(folder, file.before), keep(folder, file.after)
            entries.append(Entry(file.path, before, after, mode, new_mode, staged.get(file.path)))
        suffix = f".coldframe-{os.getpid()}"
        journal = Journal(
            *(folder, prefix, plan.command, BEGUN),
            *(tuple(folders), suffix, tuple(entries), commits),
        )
        journal.save()
    except BaseException:
        if not os.path.exists(os.path.join(folder, "journal.json")):
            shutil.rmtree(folder, ignore_errors=True)
        raise
    sync_folder(os.path.dirname(folder))
    return journal


def _finished(plan: Plan) -> bool:
    """Whether the last thing that was applied here is this plan, and nothing has changed since."""
    last = next(iter(reversed(journals(plan.root))), None)
    if last is None or last.state != DONE or last.command != plan.command:
        return False
    after = {entry.path: entry.after for entry in last.entries}
    wanted = {arrival.path: digest(arrival.data) for arrival in plan.arrivals}
    wanted |= {move.source: "" for move in plan.moves}
    wanted |= {move.path: after.get(move.path, "") for move in plan.moves}
    wanted |= {edit.path: digest(edit.after) for edit in plan.edits}
    return wanted == after and all(
        digest(contents(plan.root, path)) == name for path, name in after.items()
    )


def _take_back(root: str, journal: Journal | None, fault: BaseException) -> None:
    """Put the tree back after ``fault``; if even that fails, say how to do it by hand."""
    why = (fault.strerror or str(fault)) if isinstance(fault, OSError) else ""
    why = fault.why if isinstance(fault, GitError) else why
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
            f"git cannot commit this: {why}"
            if isinstance(fault, GitError)
            else f"{at} cannot be written: {why}",
            "Everything has been put back as it was.",
        ) from None


def _refuse_leftovers(root: str) -> None:
    for journal in journals(root):
        if journal.state != DONE:
            doing = "undone" if journal.state == UNDOING else "written"
            raise Mistake(
                f"an earlier command was cut off while it was {doing}: {journal.command}",
                f"Finish it first, with `{resume_line(root)}`, or put the tree back, with"
                f" `{undo_line(root)}`.",
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
