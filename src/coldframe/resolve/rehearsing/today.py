"""Where a place of a planned tree stands in the tree as it is."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coldframe.resolve.planned_tree import PlannedTree
    from coldframe.source.tree import Tree


class Today:
    """Leads from places in ``planned`` back to ``tree``, of which it was made."""

    def __init__(self, tree: Tree, planned: PlannedTree) -> None:
        self._tree = tree
        self._planned = planned
        self._lines: dict[str, list[int]] = {}

    def place(self, path: str, line: int) -> tuple[str, int]:
        """The path and line today; a file that only the plan makes stays what it is."""
        old = self._planned.origin(path)
        if not self._tree.exists(old) or not self._planned.exists(path):
            return path, line
        if path not in self._lines:
            self._lines[path] = _lines(self._tree.read(old), self._planned.read(path))
        lines = self._lines[path]
        return old, lines[line - 1] if 0 < line <= len(lines) else line


def _lines(before: bytes, after: bytes) -> list[int]:
    """For each line of ``after`` its number in ``before``: a new one has that of its neighbour."""
    if before == after:
        return []
    old, new = before.splitlines(), after.splitlines()
    found = [1] * len(new)
    for _, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for at in range(c, d):
            found[at] = min(a + at - c, max(a, b - 1)) + 1
    return found
