"""When a file came onto a branch, told without trusting any clock."""

from __future__ import annotations

from typing import NamedTuple


class Entered(NamedTuple):
    """The commit of a branch with which a path first came, and how many commits it is from
    the beginning of the branch: the larger ``place`` is the later one."""

    place: int = 0  # 0: it never came, or that is not known
    commit: str = ""


def entered(root: str, revision: str, path: str) -> Entered:
    """When ``path``, relative to ``root``, first came onto the line of ``revision``.

    Only the branch itself is followed, not what was merged into it: a file comes onto a branch
    with the merge that brings it.  In a shallow clone all that is older came with the oldest
    commit that is there.
    """
    from coldframe.source.git import GitError, git

    try:
        log = git(root, "log", "--first-parent", "--format=%H", revision, "--", path).split()
        if not log:
            return Entered()
        commit = log[-1].decode()
        return Entered(int(git(root, "rev-list", "--first-parent", "--count", commit)), commit)
    except GitError:
        return Entered()
