"""A tree as it will be once a plan is applied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coldframe.resolve.plan import Arrival, Edit, Move
    from coldframe.source.tree import Tree, Unread


class PlannedTree:
    """``tree`` with moves, arrivals and edits carried out in memory; nothing is written."""

    def __init__(
        self,
        tree: Tree,
        edits: Iterable[Edit] = (),
        moves: Iterable[Move] = (),
        arrivals: Iterable[Arrival] = (),
    ) -> None:
        self.root = tree.root
        self.unread: list[Unread] = tree.unread
        self._tree = tree
        self._old = {move.path: move.source for move in moves}
        self._origins = dict(self._old)
        self._new = {source: path for path, source in self._old.items()}
        # None for a file that is gone.
        self._after: dict[str, bytes | None] = dict.fromkeys(
            source for source in self._new if source not in self._old
        )
        self._after.update((arrival.path, arrival.data) for arrival in arrivals)
        for edit in edits:
            self._after[edit.path] = edit.after
            self._old.pop(edit.path, None)
        new = {path for path, data in self._after.items() if data is not None}
        gone = set(self._after) - new
        self._paths = sorted((set(tree.paths()) | new | set(self._old)) - gone)

    def origin(self, path: str) -> str:
        """Where the file of that path stands before the plan: somewhere else if it moves."""
        return self._origins.get(path, path)

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
        return path in self._old or self._tree.exists(path)

    def goes(self, path: str) -> bool:
        """Whether the plan takes the file ``path`` away, which is on the disk until then."""
        return path in self._after and self._after[path] is None

    def read(self, path: str) -> bytes:
        """The bytes that a file will have."""
        if path in self._after:
            return self._after[path] or b""
        return self._tree.read(self._old.get(path, path))

    def note_links(self, folder: str) -> None:
        """Note the links in the tree as it is."""
        self._tree.note_links(folder)

    def begin_search(
        self,
        needles: Sequence[str],
        under: Sequence[str] = (),
        suffix: str = "",
        without: Sequence[str] = (),
    ) -> None:
        """Does nothing: what moves is looked for in the whole tree as it is."""

    def search(
        self,
        needles: Sequence[str],
        under: Sequence[str] = (),
        suffix: str = "",
        without: Sequence[str] = (),
    ) -> list[str]:
        """The paths of the files that will contain any of ``needles``."""

        def inside(path: str) -> bool:
            return path.endswith(suffix) and (
                not under or any(path == u or path.startswith(f"{u}/") for u in under)
            )

        # Without moves the folders narrow the search; with them a file may come from anywhere.
        hits = self._tree.search(needles, () if self._new else under, suffix)
        if self._new and suffix:
            hits = [*hits, *(old for old in self._tree.search(needles) if old in self._new)]
        found = set()
        for hit in hits:
            for path in (self._new.get(hit, ""), hit):
                alive = self._old.get(path, path) == hit and path not in self._after
                if path and alive and inside(path):
                    found.add(path)
        wanted = [needle.encode("utf-8", "surrogateescape") for needle in needles]
        for path, data in self._after.items():
            if inside(path) and data is not None and any(needle in data for needle in wanted):
                found.add(path)
        return sorted(found)
