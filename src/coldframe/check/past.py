"""What git knows of the host's releases: asked early, so that nobody waits for the answers."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from coldframe.source.git import GitError, is_shallow, start
from coldframe.source.listing import decode
from coldframe.source.objects import Desk

if TYPE_CHECKING:
    from coldframe.check.host import Host

_FORMAT = "%(refname)%00%(creatordate:short)%00%(objectname)%00%(*objectname)"


class Tag(NamedTuple):
    """A tag with its day (ISO), and the keys of itself and of what it stands for."""

    name: str
    day: str
    keys: frozenset[str]


class Past:
    """The tags of the repository around ``root``, and what is checked out (``commit``)."""

    def __init__(self, root: str, commit: str, desk: Desk | None = None) -> None:
        self._root = root
        self._fault: GitError | None = None
        self._commit = (desk or Desk(root)).ask([f"{commit}^{{commit}}"])
        try:
            self._tags = start(
                root, "for-each-ref", "--sort=creatordate", f"--format={_FORMAT}", "refs/tags"
            )
        except GitError as error:
            self._fault = error

    @cached_property
    def tags(self) -> tuple[Tag, ...]:
        """All tags, oldest first. Raises GitError where git does not work."""
        if self._fault is not None:
            raise self._fault
        found = []
        for line in self._tags.output().splitlines():
            name, day, *keys = line.split(b"\0")
            found.append(
                Tag(
                    decode(name.removeprefix(b"refs/tags/")),
                    day.decode(),
                    frozenset(key.decode() for key in keys if key),
                )
            )
        return tuple(found)

    @cached_property
    def shallow(self) -> bool:
        """Whether history ends before its beginning. Raises GitError where git does not work."""
        _ = self.tags
        return is_shallow(self._root)

    @property
    def here(self) -> frozenset[str]:
        """The tags of the commit that is checked out. Raises GitError if there is no commit."""
        _ = self.tags
        head = next(self._commit.answers())[0]
        if not head:
            raise GitError(128, "there is no commit yet")
        return frozenset(tag.name for tag in self.tags if head in tag.keys)


def past(host: Host) -> Past:
    """The past of ``host``; git is asked when this is first called."""
    known = host.parked.get("past")
    if not isinstance(known, Past):
        known = Past(host.tree.root, getattr(host.tree, "commit", "HEAD"), host.objects)
        host.parked["past"] = known
    return known
