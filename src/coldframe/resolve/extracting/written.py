"""Writes the new repository: aside, as a whole, and then to where it shall be."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from coldframe.declare.mistake import Mistake
from coldframe.resolve.extracting.filtered import BRANCH, filtered
from coldframe.resolve.writing.aside import aside
from coldframe.resolve.writing.journal import sync_folder
from coldframe.resolve.writing.repository import persons as persons_of
from coldframe.resolve.writing.written_files import written_files
from coldframe.source.git import GitError, git

if TYPE_CHECKING:
    from coldframe.resolve.extracting.origin import Origin
    from coldframe.resolve.plan import Plan
    from coldframe.resolve.writing.written_files import WrittenFile


def write_repository(
    plan: Plan, origin: Origin, say: Callable[[str], None] = lambda doing: None
) -> None:
    """Make the repository at the root of ``plan``, or nothing.

    It has the history of ``origin``, a commit in which all files go to their places unchanged,
    and a commit of the edits.

    Raises:
        Mistake: something is in the way, git does not know who commits, the history cannot be
            had, the disk is full; then nothing is left behind.
    """
    refuse_what_is_there(plan.root)
    persons = persons_of(origin.root, "or for all repositories, with `git config --global`")
    files = written_files(plan)
    with aside(*os.path.split(plan.root)) as made:
        try:
            repository = os.path.join(made, ".git")
            if origin.kept:
                say("filtering the history")
                filtered(origin.root, repository, origin.kept)
            else:
                git(made, "init", "--quiet", "--bare", "--template=", repository)
                git(repository, "symbolic-ref", "HEAD", f"refs/heads/{BRANCH}")
            say("writing the files")
            git(repository, "config", "core.bare", "false")
            first = f"{plan.subject}: files at their places"
            why = "Nothing has been edited yet, so that git follows each file."
            _commit(made, _unedited(plan, files), first, why, persons)
            _commit(made, files, plan.subject, _message(plan, origin), persons)
            _put_in_place(made, plan.root)
        except GitError as error:
            raise Mistake(
                f"git could not make the repository: {error.why}",
                error.remedy or "Nothing has been written.",
            ) from None
        except OSError as error:
            raise Mistake(
                f"{error.filename or plan.root} cannot be written: {error.strerror}",
                "Choose another folder with --to.",
            ) from None


def refuse_what_is_there(place: str) -> None:
    """Raise Mistake unless there is nothing at ``place``, or an empty folder."""
    if os.path.islink(place) or (os.path.lexists(place) and not os.path.isdir(place)):
        raise Mistake(f"{place} exists and is no folder", "Choose another with --to.")
    if os.path.isdir(place) and os.listdir(place):
        raise Mistake(f"{place} is not empty", "Choose a folder that does not exist yet with --to.")


def _message(plan: Plan, origin: Origin) -> str:
    lines = [f"Made by: {plan.command}"]
    if origin.commit:
        lines += ["", f"Extracted-From: {origin.commit}"]
    return "\n".join(lines)


def _unedited(plan: Plan, files: Sequence[WrittenFile]) -> list[WrittenFile]:
    """The files that come from the host, each as it was there."""
    modes = {file.path: file.mode for file in files}
    first = files[0]
    return [
        first._replace(path=one.path, before=None, after=one.data, mode=modes.get(one.path))
        for one in plan.arrivals
    ]


def _commit(
    made: str, files: Sequence[WrittenFile], subject: str, body: str, persons: dict[str, str]
) -> None:
    """Commit exactly ``files``, which are then also in the working tree, byte for byte."""
    for file in files:
        place = os.path.join(made, file.path)
        os.makedirs(os.path.dirname(place), exist_ok=True)
        with open(place, "wb") as stream:
            stream.write(file.after or b"")
        os.chmod(place, 0o755 if (file.mode or 0) & 0o100 else 0o644)
    names = b"".join(os.fsencode(file.path) + b"\n" for file in files)
    # Filters would store other bytes than the host has.
    blobs = git(made, "hash-object", "-w", "--no-filters", "--stdin-paths", given=names).split()
    entries = [
        b"%s %s 0\t%s\0"
        % (b"100755" if (file.mode or 0) & 0o100 else b"100644", blob, os.fsencode(file.path))
        for file, blob in zip(files, blobs, strict=True)
    ]
    git(made, "read-tree", "--empty")
    git(made, "update-index", "-z", "--index-info", given=b"".join(entries))
    tree = git(made, "write-tree").decode().strip()
    try:
        parent = git(made, "rev-parse", "-q", "--verify", "HEAD").decode().strip()
    except GitError:
        parent = ""
    words = ["commit-tree", tree, *(["-p", parent] if parent else []), "-F", "-"]
    said = f"{subject}\n\n{body}\n".encode("utf-8", "surrogateescape")
    encoding = ("-c", "i18n.commitEncoding=utf-8")
    commit = git(made, *encoding, *words, given=said, more=persons).decode().strip()
    git(made, "update-ref", f"refs/heads/{BRANCH}", commit)
    git(made, "update-index", "-q", "--refresh")


def _put_in_place(made: str, place: str) -> None:
    os.rename(made, place)  # an empty folder gives way
    sync_folder(os.path.dirname(place))
