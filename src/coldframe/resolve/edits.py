"""Collects the edits of one plan: one edit per file, whoever adds to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from coldframe.resolve.planned_tree import PlannedTree

if TYPE_CHECKING:
    from coldframe.resolve.plan import Arrival, Edit, Move
    from coldframe.source.tree import Tree


class Edits:
    """The edits so far, in the order in which their files were first edited.

    Each new edit is made on ``tree``, the host as it is after all earlier ones.
    """

    def __init__(
        self, host: Tree, moves: Iterable[Move] = (), arrivals: Iterable[Arrival] = ()
    ) -> None:
        self._host = host
        self._moves = tuple(moves)
        self._arrivals = tuple(arrivals)
        self._edits: dict[str, Edit] = {}
        self._tree: PlannedTree | None = None

    def add(self, edits: Iterable[Edit]) -> None:
        """Add ``edits``; what was edited before keeps its reason."""
        for edit in edits:
            earlier = self._edits.get(edit.path)
            if earlier is not None:
                edit = earlier._replace(after=edit.after, changes=(*earlier.changes, *edit.changes))
            if edit.after == edit.before:
                self._edits.pop(edit.path, None)
            else:
                self._edits[edit.path] = edit
            self._tree = None

    @property
    def tree(self) -> PlannedTree:
        """The host with moves, arrivals and all edits so far carried out."""
        if self._tree is None:
            self._tree = PlannedTree(self._host, self._edits.values(), self._moves, self._arrivals)
        return self._tree

    def all(self) -> tuple[Edit, ...]:
        """One edit per file."""
        return tuple(self._edits.values())
