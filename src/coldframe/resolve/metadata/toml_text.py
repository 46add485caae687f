"""Where in a TOML text each header, key and value stands.

``tomllib`` tells values, not places; to edit a file and leave the rest untouched, the places
are needed.  The text must be valid TOML; line ends may be of any kind.
"""

from __future__ import annotations

from typing import NamedTuple

from coldframe.declare.toml_lines import BLANK, KEY_PART, SCALAR, Where, unescaped


class Header(NamedTuple):
    """``[where]``, from its first bracket to behind its last; ``array`` for ``[[where]]``."""

    where: Where
    array: bool
    start: int
    end: int


class Item(NamedTuple):
    """A key and its value, or an element of an array, of which ``start`` is ``value``.

    ``table`` is the place of the header that it stands under, ``inside`` whether it stands in
    braces or brackets; ``kind`` is the first character of the value.
    """

    where: Where
    table: Where
    inside: bool
    start: int
    key_end: int
    value: int
    end: int
    kind: str


class TomlText:
    """The headers and items of ``text``, in order; an item comes before what is inside it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.headers: list[Header] = []
        self.items: list[Item] = []
        self._at = 0
        self._lengths: dict[Where, int] = {}
        self._scan()

    def header(self, where: Where) -> Header | None:
        """The header that opens exactly ``where``."""
        return next((h for h in self.headers if h.where == where), None)

    def item(self, where: Where) -> Item | None:
        """The item whose value is exactly ``where``."""
        return next((i for i in self.items if i.where == where), None)

    def under(self, where: Where) -> list[Item]:
        """The items directly in the table or array ``where``, in whatever way it is written."""
        depth = len(where)
        return [i for i in self.items if len(i.where) == depth + 1 and i.where[:depth] == where]

    def body(self, header: Header) -> list[Item]:
        """The lines below ``header`` that set something, without what is in braces."""
        following = [h.start for h in self.headers if h.start > header.start]
        limit = min(following, default=len(self.text))
        return [i for i in self.items if header.start < i.start < limit and not i.inside]

    def line_start(self, at: int) -> int:
        """The beginning of the line that ``at`` is in."""
        return self.text.rfind("\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        """The end of that line, behind its newline."""
        found = self.text.find("\n", at)
        return found + 1 if found >= 0 else len(self.text)

    def _scan(self) -> None:
        table: Where = ()
        self._blank()
        while self._at < len(self.text):
            if self.text.startswith("[", self._at):
                table = self._header()
            else:
                self._pair(table, table, inside=False)
            self._blank()

    def _blank(self) -> None:
        match = BLANK.match(self.text, self._at)
        if match is not None:
            self._at = match.end()

    def _header(self) -> Where:
        start = self._at
        brackets = 2 if self.text.startswith("[[", start) else 1
        self._at += brackets
        *parents, name = self._key()[0]
        self._at += brackets
        where: Where = ()
        for parent in parents:
            where = (*where, parent)
            if where in self._lengths:
                where = (*where, self._lengths[where] - 1)
        where = (*where, name)
        if brackets == 2:
            index = self._lengths.get(where, 0)
            self._lengths[where] = index + 1
            where = (*where, index)
        self.headers.append(Header(where, brackets == 2, start, self._at))
        return where

    def _key(self) -> tuple[list[str], int]:
        """The parts of a key, and where it ends."""
        parts, end = [], self._at
        while match := KEY_PART.match(self.text, self._at):
            self._at = match.end()
            bare, basic, literal, dot = match.groups()
            parts.append(literal if literal is not None else bare or unescaped(basic or ""))
            end = match.end(4) if dot else match.start(4)
            if not dot:
                break
        return parts, len(self.text[:end].rstrip(" \t"))

    def _pair(self, prefix: Where, table: Where, *, inside: bool) -> None:
        start = self._at
        parts, key_end = self._key()
        self._at += 1  # the equals sign
        self._blank()
        self._value((*prefix, *parts), table, start, key_end, inside)

    def _value(self, where: Where, table: Where, start: int, key_end: int, inside: bool) -> None:
        value = self._at
        kind = self.text[value : value + 1]
        place = len(self.items)
        if kind in ("[", "{"):
            self._members("]" if kind == "[" else "}", where, table)
        elif match := SCALAR.match(self.text, value):
            self._at = value + len(match.group().rstrip())
        self.items.insert(place, Item(where, table, inside, start, key_end, value, self._at, kind))

    def _members(self, closing: str, where: Where, table: Where) -> None:
        self._at += 1
        index = 0
        self._blank()
        while self._at < len(self.text) and self.text[self._at] != closing:
            if closing == "}":
                self._pair(where, table, inside=True)
            else:
                self._value((*where, index), table, self._at, self._at, True)
                index += 1
            self._blank()
            if self.text.startswith(",", self._at):
                self._at += 1
                self._blank()
        self._at += 1
