"""One text file while it is rewritten: its lines, the edits so far, and what is left."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coldframe.resolve.plan import Left
from coldframe.resolve.rewrite.splice import Splice

if TYPE_CHECKING:
    from coldframe.resolve.rewrite.moved import Moved, Named

_LONG = 300  # characters of a line that are shown


class Draft:
    """The file that is now at ``path``.

    ``text`` has as many characters as the file, ``\\n`` at line ends and blanks for what
    stands there besides, so that every place in it is a place in the file.
    """

    def __init__(self, path: str, data: bytes, moved: Moved) -> None:
        self.path = path
        self.data = data
        self.moved = moved
        try:
            self._original, self._codec = data.decode("utf-8"), "utf-8"
        except UnicodeDecodeError:
            self._original, self._codec = data.decode("latin-1"), "latin-1"
        text = self._original.replace("\r\n", " \n")
        self.has_mark = text[:1] == "\ufeff"
        self.text = " " + text[1:] if self.has_mark else text
        self.newline = "\r\n" if "\r\n" in self._original else "\n"
        self.lines = self.text.split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)
        self._edits: dict[int, tuple[int, str, str]] = {}
        self._inserted: set[tuple[int, str]] = set()
        self._left: dict[int, str] = {}
        self._ascii = self._original.isascii() or self._codec == "latin-1"

    def is_return(self, offset: int) -> bool:
        """Whether a carriage return, which ends a line together with what follows, is there."""
        return self._original[offset] == "\r"

    def offset(self, line: int, column: int) -> int:
        """The place of a line and a column, both from 1."""
        return self.starts[line - 1] + column - 1

    def line_of(self, offset: int) -> int:
        """The line, from 1, of a place."""
        from bisect import bisect_right

        return bisect_right(self.starts, offset)

    def is_settled(self, start: int, end: int) -> bool:
        """Whether an edit touches what is between."""
        return any(at < end and start < until for at, (until, _, _) in self._edits.items())

    def replace(self, start: int, end: int, new: str, why: str) -> None:
        """Write ``new`` in the place of what is between, unless that is changed already."""
        if not self.is_settled(start, end) and self.text[start:end] != new:
            self._edits[start] = (end, new, why)

    def insert(self, at: int, new: str, why: str) -> None:
        """Write ``new`` between two characters, once."""
        end, known, reason = self._edits.get(at, (at, "", why))
        if (at, new) not in self._inserted:
            self._inserted.add((at, new))
            self._edits[at] = (end, new + known, reason)

    def rename(self, named: Named, why: str) -> None:
        """Give the moved module its new name."""
        self.replace(named.start, named.end, named.new, why)

    def leave(self, offset: int, why: str) -> None:
        """Leave the line to a person; the first reason counts."""
        self._left.setdefault(self.line_of(offset), why)

    def edits(self) -> list[tuple[int, int, str, str]]:
        """Start, end, new text and reason of each edit."""
        return [(start, end, new, why) for start, (end, new, why) in sorted(self._edits.items())]

    def doubts(self) -> list[tuple[int, str]]:
        """The beginning of each line that is left, and why."""
        return [(self.starts[number - 1], why) for number, why in sorted(self._left.items())]

    def splices(self) -> list[Splice]:
        """The edits, as bytes."""
        return [
            Splice(self._byte(start), self._byte(end), self._encoded(new), why)
            for start, end, new, why in self.edits()
        ]

    def left(self) -> list[Left]:
        """What is left, by line."""
        return [
            Left(self.path, number, shown(self.lines[number - 1]), why)
            for number, why in sorted(self._left.items())
        ]

    def _byte(self, offset: int) -> int:
        if self._ascii:
            return offset
        return len(self._original[:offset].encode(self._codec))

    def _encoded(self, new: str) -> bytes:
        return new.encode(self._codec, "replace")


def shown(line: str) -> str:
    """``line`` as it is shown to people."""
    text = re.sub(r"\s+", " ", line).strip()
    return text if len(text) <= _LONG else text[: _LONG - 1] + "…"
