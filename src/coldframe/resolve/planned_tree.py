"""A tree as it will be once a plan is applied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coldframe.resolve.plan import Edit
    from coldframe.source.tree import Tree, Unread


class PlannedTree:
    """``tree`` with ``edits`` carried out in memory; nothing is written."""

    def __init__(self, tree: Tree, edits: Iterable[Edit]) -> None:
        self.root = tree.root
        self.unread: list[Unread] = tree.unread
        self._tree = tree
        self._after = {edit.path: edit.after for edit in edits}
        new = {path for path, data in self._after.items() if data is not None}
        gone = set(self._after) - new
        self._paths = sorted((set(tree.paths()) | new) - gone)

    def listing(self) -> bytes:
        """All paths, sorted, as bytes, each followed by a NUL."""
        names = (path.encode("utf-8", "surrogateescape") for path in self._paths)
        return b"".join(name + b"\0" for name in names)

    def paths(self) -> Sequence[str]:
        """All paths, sorted."""
        return self._paths

    def under(self, directory: str) -> Sequence[str]:
        """The paths below ``directory``, sorted."""
        start = f"{directory}/" if directory else ""
        return [path for path in self._paths if path.startswith(start)]

    def exists(self, path: str) -> bool:
        """Whether ``path`` will be a file of the tree."""
        if path in self._after:
            return self._after[path] is not None
        return self._tree.exists(path)

    def read(self, path: str) -> bytes:
        """The bytes that a file will have."""
        if path in self._after:
            return self._after[path] or b""
        return self._tree.read(path)

    def note_links(self, folder: str) -> None:
        """Note the links in the tree as it is."""
        self._tree.note_links(folder)

    def begin_search(
        self, needles: Sequence[str], under: Sequence[str] = (), suffix: str = ""
    ) -> None:
        """Start the search in the tree as it is."""
        self._tree.begin_search(needles, under, suffix)

    def search(
        self, needles: Sequence[str], under: Sequence[str] = (), suffix: str = ""
    ) -> list[str]:
        """The paths of the files that will contain any of ``needles``."""
        found = {
            path for path in self._tree.search(needles, under, suffix) if path not in self._after
        }
        wanted = [needle.encode("utf-8", "surrogateescape") for needle in needles]
        for path, data in self._after.items():
            inside = path.endswith(suffix) and (
                not under or any(path == u or path.startswith(f"{u}/") for u in under)
            )
            if inside and data is not None and any(needle in data for needle in wanted):
                found.add(path)
        return sorted(found)
