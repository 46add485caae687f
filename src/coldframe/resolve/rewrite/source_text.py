"""Where the nodes of a parsed module stand in the file."""

from __future__ import annotations

import _ast as ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coldframe.resolve.rewrite.draft import Draft


class SourceText:
    """The places of nodes in the text of a draft, in characters."""

    def __init__(self, draft: Draft, text: str) -> None:
        self.draft = draft
        self._lines = text.split("\n")

    @property
    def fits(self) -> bool:
        """Whether the draft has the same characters as the parsed text, but for line ends."""
        draft = self.draft
        if len(draft.lines) != len(self._lines):
            return False
        for number, (line, parsed) in enumerate(zip(draft.lines, self._lines, strict=True)):
            extra = 1 if number == 0 and draft.has_mark else 0
            end = draft.starts[number] + len(line)
            extra += 1 if line and draft.is_return(end - 1) else 0
            if len(line) - len(parsed) != extra:
                return False
        return True

    def place(self, line: int, offset: int) -> int:
        """The place of a byte ``offset`` in a ``line``, as nodes have them."""
        text = self._lines[line - 1]
        if not text.isascii():
            offset = len(text.encode("utf-8", "replace")[:offset].decode("utf-8", "ignore"))
        mark = 1 if line == 1 and self.draft.has_mark else 0
        return self.draft.starts[line - 1] + offset + mark

    def start(self, node: ast.AST) -> int:
        """Where ``node`` begins."""
        return self.place(node.lineno, node.col_offset)  # type: ignore[attr-defined]

    def end(self, node: ast.AST) -> int:
        """Where ``node`` ends."""
        return self.place(node.end_lineno, node.end_col_offset)  # type: ignore[attr-defined]
