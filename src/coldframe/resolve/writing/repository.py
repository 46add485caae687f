"""The repository that commits go into: where it stands, and whether it can take them now."""

from __future__ import annotations

import os
from typing import NamedTuple

from coldframe.declare.mistake import Mistake
from coldframe.source.git import GitError, available, git

_FILES_ONLY = "or write files only, with --no-commit"
_UNDER_WAY = {
    "MERGE_HEAD": ("a merge", "git merge --abort"),
    "CHERRY_PICK_HEAD": ("a cherry-pick", "git cherry-pick --abort"),
    "REVERT_HEAD": ("a revert", "git revert --abort"),
    "rebase-merge": ("a rebase", "git rebase --abort"),
    "rebase-apply": ("a rebase, or `git am`,", "git rebase --abort"),
}


class Repository(NamedTuple):
    """A repository that can take commits.

    ``folder`` is git's own folder of this working tree, ``prefix`` the place of the host in it;
    ``ref`` is the branch in full, empty when HEAD is on none, and ``head`` its commit;
    ``persons`` are the variables that name author and committer, with the time.
    """

    folder: str
    prefix: str
    ref: str
    head: str
    persons: dict[str, str]
    signed: bool


def repository(root: str) -> Repository | None:
    """The repository of the host at ``root``; None where git keeps nothing of it.

    Raises Mistake if it cannot take a commit now: no commit yet, a merge under way, nobody
    known as author.
    """
    why = available(root)
    if why in ("git is not installed", "not a git repository", "there is no working tree"):
        return None
    if why:
        raise Mistake(f"nothing can be committed here: {why}", f"Repair that, {_FILES_ONLY}.")
    if _ignored(root):
        return None
    folder = os.fsdecode(git(root, "rev-parse", "--absolute-git-dir")).rstrip("\n")
    for name, (what, abort) in _UNDER_WAY.items():
        if os.path.exists(os.path.join(folder, name)):
            raise Mistake(
                f"{what} is under way in this repository",
                f"Finish it, or give it up with `{abort}`, {_FILES_ONLY}.",
            )
    if os.path.exists(os.path.join(folder, "index.lock")):
        raise Mistake(
            f"another git command is at work here: {os.path.join(folder, 'index.lock')} exists",
            "Wait until it has finished; if none is running, delete that file.",
        )
    ref, head = position(root)
    if not head:
        raise Mistake(
            "this repository has no commit yet, so that nothing can be built on it",
            f"Commit what is there first, {_FILES_ONLY}.",
        )
    prefix = os.fsdecode(git(root, "rev-parse", "--show-prefix")).rstrip("\n")
    return Repository(folder, prefix, ref, head, persons(root, _FILES_ONLY), _signed(root))


def position(root: str) -> tuple[str, str]:
    """The branch that HEAD is on (``""``: none) and its commit (``""``: none yet)."""
    found = []
    for words in (("symbolic-ref", "HEAD"), ("rev-parse", "--verify", "HEAD^{commit}")):
        try:
            found.append(os.fsdecode(git(root, words[0], "-q", *words[1:])).rstrip("\n"))
        except GitError:
            found.append("")
    return found[0], found[1]


def _ignored(root: str) -> bool:
    """Whether the host merely lies in a folder that somebody else's repository ignores."""
    if git(root, "ls-files", "-z"):
        return False
    prefix = git(root, "rev-parse", "--show-prefix").rstrip(b"\n")
    told = git(root, "status", "--porcelain", "-z", "--ignored=matching", "--", ".")
    return any(
        line.startswith(b"!! ") and line.endswith(b"/") and prefix.startswith(line[3:])
        for line in told.split(b"\0")
    )


def persons(root: str, otherwise: str) -> dict[str, str]:
    """The variables that name author and committer, with the time, as git knows them in ``root``.

    Raises Mistake if git does not; ``otherwise`` ends its remedy.
    """
    own = {
        key: value
        for key, value in os.environ.items()
        if key.startswith(("GIT_AUTHOR_", "GIT_COMMITTER_"))
    }
    found = {}
    for role in ("AUTHOR", "COMMITTER"):
        try:
            # Without this git makes up an address from the name of the machine.
            told = git(root, "-c", "user.useConfigOnly=true", "var", f"GIT_{role}_IDENT", more=own)
        except GitError as error:
            raise Mistake(
                f"git does not know who commits here: {error.why}",
                "Say it with `git config user.name NAME` and `git config user.email ADDRESS`,"
                f" {otherwise}.",
            ) from None
        name, _, rest = os.fsdecode(told).rstrip("\n").rpartition(" <")
        address, _, date = rest.partition("> ")
        found.update(
            {f"GIT_{role}_NAME": name, f"GIT_{role}_EMAIL": address, f"GIT_{role}_DATE": f"@{date}"}
        )
    return found


def _signed(root: str) -> bool:
    try:
        return git(root, "config", "--type=bool", "commit.gpgSign").strip() == b"true"
    except GitError:
        return False
