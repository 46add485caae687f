"""On which line of a TOML text each key stands.

``tomllib`` tells values, not places.  This scanner walks a text that ``tomllib`` has
accepted and notes the line of every table, key and array element.
Grammar: TOML 1.0.0, https://toml.io/en/v1.0.0.
"""

from __future__ import annotations

import re

from coldframe.regex import regex

Where = tuple[str | int, ...]

# What the scanner of places in ``resolve.metadata.toml_text`` reads by, too.
BLANK = regex(r"(?:[ \t\r\n]+|#[^\n]*)*")
KEY_PART = regex(r"""[ \t]*(?:([A-Za-z0-9_-]+)|"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)')[ \t]*(\.?)""")
SCALAR = regex(
    r'"""(?:[^\\"]|\\.|"{1,2}(?!"))*"{3,5}'
    r"|'''(?:[^']|'{1,2}(?!'))*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|[^,\]}\r\n#]*",
    re.DOTALL,
)
_ESCAPE = regex(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
_ESCAPED = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b"}


def lines_of(text: str) -> dict[Where, int]:
    """The line, from 1, of every key of ``text``.

    A place is the path to it: ``("claims", "tables", 0)`` is the first element of
    ``tables`` in ``[claims]``, ``("renewals", 1, "spec")`` a key of the second
    ``[[renewals]]``.  A table that is opened by a header has the header's line, one that
    only exists because of something in it has the line of the first mention.
    ``text`` must be valid TOML with ``\\n`` or ``\\r\\n`` at line ends.
    """
    return _Scanner(text).scan()


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.counted_to = 0
        self.line = 1
        self.lines: dict[Where, int] = {}
        self.lengths: dict[Where, int] = {}  # of arrays of tables, so far

    def scan(self) -> dict[Where, int]:
        prefix: Where = ()
        self.blank()
        while self.at < len(self.text):
            if self.text.startswith("[[", self.at):
                prefix = self.header(2)
            elif self.text[self.at] == "[":
                prefix = self.header(1)
            else:
                self.pair(prefix)
            self.blank()
        return self.lines

    def here(self) -> int:
        self.line += self.text.count("\n", self.counted_to, self.at)
        self.counted_to = self.at
        return self.line

    def blank(self) -> None:
        match = BLANK.match(self.text, self.at)
        if match is not None:
            self.at = match.end()

    def header(self, brackets: int) -> Where:
        line = self.here()
        self.at += brackets
        *parents, name = self.key()
        self.at += brackets
        table: Where = ()
        for parent in parents:
            table = (*table, parent)
            self.lines.setdefault(table, line)
            if table in self.lengths:
                table = (*table, self.lengths[table] - 1)
        table = (*table, name)
        if brackets == 2:
            index = self.lengths.get(table, 0)
            self.lengths[table] = index + 1
            self.lines.setdefault(table, line)
            table = (*table, index)
        self.lines[table] = line
        return table

    def pair(self, table: Where) -> None:
        line = self.here()
        for part in self.key():
            table = (*table, part)
            self.lines.setdefault(table, line)
        self.at += 1  # the equals sign
        self.value(table)

    def key(self) -> list[str]:
        parts = []
        while match := KEY_PART.match(self.text, self.at):
            self.at = match.end()
            bare, basic, literal, dot = match.groups()
            parts.append(literal if literal is not None else bare or unescaped(basic or ""))
            if not dot:
                break
        return parts

    def value(self, where: Where) -> None:
        self.blank()
        opening = self.text[self.at : self.at + 1]
        if opening == "[":
            self.members("]", where)
        elif opening == "{":
            self.members("}", where)
        elif match := SCALAR.match(self.text, self.at):
            self.at = match.end()

    def members(self, closing: str, where: Where) -> None:
        """The inside of an array or of an inline table."""
        self.at += 1
        index = 0
        self.blank()
        while self.at < len(self.text) and self.text[self.at] != closing:
            if closing == "}":
                self.pair(where)
            else:
                self.lines[(*where, index)] = self.here()
                self.value((*where, index))
                index += 1
            self.blank()
            if self.text.startswith(",", self.at):
                self.at += 1
                self.blank()
        self.at += 1


def unescaped(text: str) -> str:
    """What ``text`` between double quotes stands for."""

    def replace(match: re.Match[str]) -> str:
        code = match.group(1)
        if len(code) > 1:
            return chr(int(code[1:], 16))
        return _ESCAPED.get(code, code)

    return _ESCAPE.sub(replace, text) if "\\" in text else text
