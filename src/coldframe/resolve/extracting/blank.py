"""A tree without any file: what a new repository is before anything comes into it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coldframe.source.tree import Unread


class Blank:
    """A ``Tree`` that has nothing, below a ``root`` that need not exist."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.unread: list[Unread] = []

    def listing(self) -> bytes:
        """No path."""
        return b""

    def paths(self) -> Sequence[str]:
        """No path."""
        return ()

    def under(self, directory: str) -> Sequence[str]:
        """No path."""
        return ()

    def exists(self, path: str) -> bool:
        """Nothing does."""
        return False

    def read(self, path: str) -> bytes:
        """No bytes."""
        return b""

    def note_links(self, folder: str) -> None:
        """There are none."""

    def begin_search(
        self,
        needles: Sequence[str],
        under: Sequence[str] = (),
        suffix: str = "",
        without: Sequence[str] = (),
    ) -> None:
        """There is nothing to search."""

    def search(
        self,
        needles: Sequence[str],
        under: Sequence[str] = (),
        suffix: str = "",
        without: Sequence[str] = (),
    ) -> list[str]:
        """Nothing is found."""
        return []
