"""A tree of files: the working tree, or the tree of one commit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol


class Unread(NamedTuple):
    """A file that could not be read, or not exactly, and why."""

    path: str
    why: str


class Tree(Protocol):
    """Files by path.

    Paths are relative to ``root``, with ``/``, decoded with ``surrogateescape``.  Files
    that git ignores and symbolic links are not part of a tree; nothing outside ``root`` is
    ever read.
    """

    root: str
    unread: list[Unread]

    def listing(self) -> bytes:
        """All paths, sorted, as bytes, each followed by a NUL."""
        ...

    def paths(self) -> Sequence[str]:
        """All paths, sorted."""
        ...

    def under(self, directory: str) -> Sequence[str]:
        """The paths below ``directory``, sorted; ``""`` is the root."""
        ...

    def exists(self, path: str) -> bool:
        """Whether ``path`` is a file of the tree."""
        ...

    def read(self, path: str) -> bytes:
        """The bytes of a file; ``b""`` if it cannot be read, which is noted in ``unread``."""
        ...

    def begin_search(
        self,
        needles: Sequence[str],
        under: Sequence[str] = (),
        suffix: str = "",
        without: Sequence[str] = (),
    ) -> None:
        """Say early that ``search`` will be asked, so that others can work meanwhile."""
        ...

    def note_links(self, folder: str) -> None:
        """Note in ``unread`` the symbolic links directly in ``folder``: they are not followed."""
        ...

    def search(
        self,
        needles: Sequence[str],
        under: Sequence[str] = (),
        suffix: str = "",
        without: Sequence[str] = (),
    ) -> list[str]:
        """The paths, sorted, of the files whose bytes contain any of ``needles``.

        ``under`` limits the search to these folders or files, ``suffix`` to names that end
        so.  Files in a folder with one of the names ``without`` may be left out.
        """
        ...
