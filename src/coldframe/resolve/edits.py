"""Collects the edits of one plan: one edit per file, whoever adds to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from coldframe.resolve.planned_tree import PlannedTree

if TYPE_CHECKING:
    from coldframe.resolve.plan import Arrival, Change, Edit, Move
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
        """Add ``edits``; what was edited before keeps its reason, unless it was deleted.

        Lines of changes are counted as everywhere: in the file as it is before all edits.
        """
        for edit in edits:
            earlier = self._edits.get(edit.path)
            if earlier is not None:
                spots = (*earlier.changes, *_counted_before(earlier, edit.changes))
                reason = edit.reason if earlier.after is None else earlier.reason
                edit = earlier._replace(after=edit.after, changes=spots, reason=reason)
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


def _counted_before(earlier: Edit, changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """``changes`` of what ``earlier`` has made, by the lines of the file before that."""
    if not changes or earlier.before is None or earlier.after is None:
        return changes
    before, after = earlier.before.splitlines(), earlier.after.splitlines()
    if len(before) == len(after):  # as nearly all are; comparing large files takes its time
        return changes
    from difflib import SequenceMatcher

    lines: list[int] = []
    for _, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        lines += [min(a + at, max(a, b - 1)) + 1 for at in range(d - c)]
    lines.append(len(before) + 1)  # what is added at the end
    return tuple(c._replace(line=lines[min(c.line - 1, len(lines) - 1)]) for c in changes)
