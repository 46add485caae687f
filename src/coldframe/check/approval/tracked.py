"""What stands on the tracked branch: the one whose content has passed review."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.source.objects import Asked

_USUAL = ("origin/main", "main", "origin/master", "master")


class Tracked(NamedTuple):
    """The tracked branch, and those of the wanted files that are on it, by path."""

    name: str
    texts: dict[str, bytes]


class Question(NamedTuple):
    """Which of ``names`` the tracked branch has here, and ``paths`` on each: git is asked."""

    names: list[str]
    paths: list[str]
    asked: Asked

    def answer(self) -> Tracked | None:
        """The first branch that is here; None: there is none. Raises GitError if git fails."""
        found = iter(self.asked.contents())
        here = [next(found) is not None for _ in self.names]
        for name, is_here in zip(self.names, here, strict=True):
            texts = {path: next(found) for path in self.paths}
            if is_here:
                return Tracked(name, {p: text for p, text in texts.items() if text is not None})
        return None


def ask(host: Host, paths: Sequence[str]) -> Question:
    """Ask git for the wanted files, and do not wait for it."""
    wanted = host.settings.specs.branch
    names = [f"origin/{wanted}", wanted] if wanted else ["origin/HEAD", *_USUAL, "HEAD"]
    some = sorted({path for path in paths if path and "\n" not in path})
    # One question about all branches that may be the one: a second would have to be waited for.
    asked = [f"{name}^{{commit}}" for name in names]
    asked += [f"{name}:./{path}" for name in names for path in some]
    return Question(names, some, host.objects.ask(asked))


def tracked(host: Host, paths: Sequence[str], question: Question | None = None) -> Tracked | None:
    """The wanted files as they are on the tracked branch.

    None, and a note for people, if git or the branch cannot be had here.  ``paths`` are
    relative to the host's root, which may lie below the repository's.  ``question`` is one
    that has been asked about them already.
    """
    from coldframe.source.git import GitError

    if not paths:
        return None
    try:
        found = (question or ask(host, paths)).answer()
    except GitError as error:
        host.notes.append(f"No spec could be checked: {error.why}.")
        return None
    if found is None:
        wanted = host.settings.specs.branch
        host.notes.append(
            f"No spec could be checked: this clone has no branch {wanted!r}. Fetch it, or"
            " correct `branch` under [tool.coldframe.specs]."
            if wanted
            else "No spec could be checked: this repository has no commit yet."
        )
    return found
