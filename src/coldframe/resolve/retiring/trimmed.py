"""One text file while what is gone is taken out of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coldframe.resolve.plan import Change, Left

_LONG = 300  # characters of a line that are shown


class Text:
    """A file as lines that keep their ends; bytes that are no UTF-8 are read as Latin-1."""

    def __init__(self, path: str, data: bytes) -> None:
        self.path = path
        self._mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
        data = data[len(self._mark) :]
        try:
            text, self._codec = data.decode("utf-8"), "utf-8"
        except UnicodeDecodeError:
            text, self._codec = data.decode("latin-1"), "latin-1"
        self.lines: list[str] = re.findall(r"[^\n]*\n|[^\n]+", text)
        self.gone: set[int] = set()  # indexes of lines that go

    @property
    def text(self) -> str:
        """The text without the lines that go."""
        return "".join(line for number, line in enumerate(self.lines) if number not in self.gone)

    def encoded(self, text: str) -> bytes:
        """``text`` as the file's bytes."""
        return self._mark + text.encode(self._codec)

    def without_gone(self) -> bytes:
        """The file without the lines that go, and without the blank lines that would double."""
        self.close_gaps()
        kept = [line for number, line in enumerate(self.lines) if number not in self.gone]
        last = len(self.lines) - 1
        if kept and last in self.gone and not self.lines[last].endswith("\n"):
            kept[-1] = kept[-1].rstrip("\r\n")
        return self.encoded("".join(kept))

    def close_gaps(self) -> None:
        """Let the blank lines above a gap go if blank lines, or nothing, are below it."""
        number = 0
        while number < len(self.lines):
            if number not in self.gone:
                number += 1
                continue
            first = number
            while number < len(self.lines) and number in self.gone:
                number += 1
            above, below = self._blank(first - 1), number == len(self.lines) or self._blank(number)
            if above and below:
                while first and self._blank(first - 1) and first - 1 not in self.gone:
                    first -= 1
                    self.gone.add(first)
            elif first == 0 and below:
                while number < len(self.lines) and self._blank(number):
                    self.gone.add(number)
                    number += 1

    def _blank(self, number: int) -> bool:
        return 0 <= number < len(self.lines) and not self.lines[number].strip()

    def left(self, number: int, why: str) -> Left:
        """The line of that index, left to a person."""
        from coldframe.resolve.plan import Left

        line = self.lines[number] if number < len(self.lines) else ""
        return Left(self.path, number + 1, shown(line), why)


def shown(line: str) -> str:
    """``line`` as it is shown to people."""
    text = re.sub(r"\s+", " ", line).strip()
    return text if len(text) <= _LONG else text[: _LONG - 1] + "…"


def line_changes(before: bytes, after: bytes, why: str) -> tuple[Change, ...]:
    """The lines that are gone or different, one by one."""
    from difflib import SequenceMatcher

    from coldframe.resolve.plan import Change

    old = before.decode("utf-8", "replace").splitlines()
    new = after.decode("utf-8", "replace").splitlines()
    found = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "delete":
            while b < len(old) and old[a] == old[b] and not old[a].strip("])} \t"):
                a, b = a + 1, b + 1  # the bracket that closes the thing itself, not the one above
        if kind != "equal":
            for at in range(max(b - a, d - c)):
                was = old[a + at] if a + at < b else ""
                becomes = new[c + at] if c + at < d else ""
                if was.strip() or becomes.strip():
                    found.append(Change(a + at + 1, was, becomes, why))
    return tuple(found)
