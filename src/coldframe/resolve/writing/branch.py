"""Where HEAD stands against the commits of a journal, and how it gets from there to there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.declare.mistake import Mistake
from coldframe.resolve.writing.repository import position
from coldframe.source.git import GitError, git

if TYPE_CHECKING:
    from coldframe.resolve.writing.journal import Commits

BEFORE, AFTER, ELSEWHERE = "before", "after", "elsewhere"


def whereabouts(root: str, commits: Commits) -> str:
    """Whether HEAD is where it was before the commits, at the last of them, or elsewhere."""
    ref, head = position(root)
    if ref == commits.ref and head in (commits.old, commits.made[-1]):
        return BEFORE if head == commits.old else AFTER
    return ELSEWHERE


def move_branch(root: str, commits: Commits, command: str) -> None:
    """Move the branch from where it was to the last commit, unless it is there already."""
    _move(root, commits, BEFORE, commits.made[-1], command)


def move_back(root: str, commits: Commits, command: str) -> None:
    """Move the branch from the last commit to where it was, unless it is there already."""
    _move(root, commits, AFTER, commits.old, f"coldframe undo: {command}")


def _move(root: str, commits: Commits, start: str, target: str, why: str) -> None:
    now = whereabouts(root, commits)
    if now == ELSEWHERE:
        raise Mistake(
            f"HEAD is no longer where it was when `{why}` began", elsewhere(root, commits)
        )
    if now == start:
        old = commits.old if start == BEFORE else commits.made[-1]
        git(root, "update-ref", "-m", why, "HEAD", target, old)


def elsewhere(root: str, commits: Commits) -> str:
    """What leads back to where the commits belong."""
    ref, _ = position(root)
    name = commits.ref.removeprefix("refs/heads/")
    if ref != commits.ref:
        return f"Go back first: git switch {name or '--detach ' + commits.old[:12]}"
    return (
        f"It was at {commits.old[:12]} before the command, and at {commits.made[-1][:12]} after it."
    )


def refuse_history_edits(root: str, commits: Commits, command: str) -> None:
    """Raise Mistake unless the commits are the last of their branch, and nobody has them yet.

    What others may have, or have built on, is taken back by further commits only.
    """
    now, last = whereabouts(root, commits), commits.made[-1]
    if now == BEFORE:
        return
    if now == AFTER:
        held = git(root, "for-each-ref", "--contains", last, "--format=%(refname)", "refs/remotes")
        if not held:
            return
        holder = held.decode("utf-8", "replace").split("\n")[0].removeprefix("refs/remotes/")
        why = f"what `{command}` committed is in {holder} already: others may have it"
    elif _is_ancestor(root, last) and (count := _commits_after(root, last)):
        on_top = "1 commit is" if count == 1 else f"{count} commits are"
        why = f"{on_top} on top of what `{command}` committed"
    else:
        raise Mistake(
            f"HEAD is not at what `{command}` committed ({last[:12]})", elsewhere(root, commits)
        )
    raise Mistake(why, f"Take it back with commits of its own: {revert_line(root, commits)}")


def revert_line(root: str, commits: Commits) -> str:
    """The git command that takes the commits back, whatever is on top of them."""
    first, last = commits.made[0], commits.made[-1]
    if not _is_merge(root, first):
        return f"git revert --no-edit {commits.old[:12]}..{last[:12]}"
    merge = f"git revert --no-edit -m 1 {first[:12]}"
    return merge if first == last else f"git revert --no-edit {last[:12]} && {merge}"


def _is_ancestor(root: str, commit: str) -> bool:
    try:
        git(root, "merge-base", "--is-ancestor", commit, "HEAD")
    except GitError:
        return False
    return True


def _commits_after(root: str, commit: str) -> int:
    return int(git(root, "rev-list", "--count", f"{commit}..HEAD"))


def _is_merge(root: str, commit: str) -> bool:
    try:
        git(root, "rev-parse", "-q", "--verify", f"{commit}^2")
    except GitError:
        return False
    return True
