"""The statements of a large module that matter, at their own lines, so that only they are parsed.

Three uses of the word that is looked for are complete in themselves.  ``from a.preview import x``
and ``import a.preview.x``, with the word in the module's name: what they bind lies below it, or
says the word again.  A whole dotted name in quotes within a function.  And one that a constant of
the module holds which nothing else there mentions.  If a module has no other uses, the functions
or top-level statements around them, and the module's own imports, are enough.  In any doubt the
whole is parsed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from coldframe.regex import regex

SMALL = 6_000  # bytes; below, cutting costs more than parsing

# Comments and strings, so that no line within a string is taken for a statement.
_TEXT = regex(
    rb"#[^\n]*"
    rb'|"""(?:[^"\\]|\\.|"(?!""))*+"""'
    rb"|'''(?:[^'\\]|\\.|'(?!''))*+'''"
    rb'|"(?:[^"\\\n]|\\.)*+"'
    rb"|'(?:[^'\\\n]|\\.)*+'",
    re.DOTALL,
)
_GOES_ON = regex(rb"[\s#)\]}]|(?:else|elif|except|finally)\b|\Z")
_FROM = regex(rb"[ \t]*from[ \t]+[\w.]*\Z")
_IMPORT = regex(rb"[\w.]*[ \t]+import\b")
_PLAIN = regex(rb"[ \t]*import[ \t]+[\w.]*\Z")
_BELOW = regex(rb"\.[\w.]+[ \t]*(?:as[ \t]+\w+[ \t]*)?(?:#[^\n]*)?(?:\n|\Z)")
_CONSTANT = regex(rb"([A-Za-z_]\w*)[ \t]*(?::[^=\n]*)?=(?!=)")
_BEFORE = regex(rb"(?:[\[({,=:]|\breturn|^)[ \t]*(['\"])([\w.]*)\Z")
_AFTER = regex(rb"([\w.:]*)(?<![.:])(['\"])[ \t]*(?:[\])},:#]|$)", re.MULTILINE)
_COLON = regex(rb":[ \t]*(?:#[^\n]*)?\n")
_INDENT = regex(rb"(?:[ \t]*(?:#[^\n]*)?\n)*([ \t]+)(?=[^\s#])")
_DEF = regex(rb"[ \t]*(?:async[ \t]+)?def\b")
_IMPORTS = regex(rb"^(?:from|import)[ \t][^\n(;\\]*(?:\([^)]*\)[^\n]*)?$", re.MULTILINE)

Span = tuple[int, int]
_BACKSLASH = ord("\\")


def excerpt(data: bytes, hits: Sequence[Span], modules: Sequence[bytes]) -> bytes | None:
    """``data`` with nothing but what has to be parsed for ``hits``; other lines are empty.

    ``hits`` are the spans, in order, of the words that may be part of a reference, and
    ``modules`` the dotted names that are looked for.  None if the whole has to be parsed:
    another use of the word, an unusual encoding or line ending.
    """
    if len(data) < SMALL or not hits or b"\r" in data or b"\f" in data or not _is_plain(data):
        return None
    within_functions = False
    for hit in hits:
        start, end = hit
        line = data.rfind(b"\n", 0, start) + 1
        if _FROM.match(data, line, start) and _IMPORT.match(data, end):
            continue
        if _PLAIN.match(data, line, start) and _BELOW.match(data, end):
            continue
        if not _is_quoted(data, line, hit, modules):
            return None
        within_functions = True
    statements = Statements(data)
    pieces: set[Span] = set()
    for hit in hits:
        start = hit[0]
        line = data.rfind(b"\n", 0, start) + 1
        if statements.in_string(line):
            return None
        around = statements.around(start)
        if _is_quoted(data, line, hit, modules) and not (
            _DEF.match(data, around[-1][0]) or _is_lone_constant(data, around)
        ):
            return None
        pieces.update(around)
    if within_functions:  # what is called there may have been imported under another name
        pieces.update(
            m.span() for m in _IMPORTS.finditer(data) if not statements.in_string(m.start())
        )
    return _assembled(data, sorted(pieces))


def _is_quoted(data: bytes, line: int, hit: Span, modules: Sequence[bytes]) -> bool:
    """Whether the word is part of a full dotted name that fills its quotes and stands alone."""
    before = _BEFORE.search(data[line : hit[0]])
    after = _AFTER.match(data, hit[1])
    if before is None or after is None or before[1] != after[2]:
        return False
    name = before[2] + data[hit[0] : hit[1]] + after[1]
    return any(name.startswith(module + b".") for module in modules)


def _is_lone_constant(data: bytes, around: Sequence[Span]) -> bool:
    """Whether a top-level assignment binds a name that stands nowhere else in the module."""
    found = _CONSTANT.match(data, around[0][0]) if len(around) == 1 else None
    return found is not None and data.count(found[1]) == 1


def _assembled(data: bytes, pieces: list[Span]) -> bytes:
    parts: list[bytes] = []
    done = 0
    for first, last in pieces:
        first = max(first, done)
        if first < last:
            parts += [b"\n" * data.count(b"\n", done, first), data[first:last]]
            done = last
    return b"".join(parts)


def _is_plain(data: bytes) -> bool:
    """Whether ``data`` is UTF-8 and need not say so."""
    if data.isascii():
        return True
    if data.startswith(b"\xef\xbb\xbf") or b"coding" in data[:200]:
        return False
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _plainly_quoted(data: bytes) -> list[Span] | None:
    """The strings in three quotes, if they are all that can go over several lines.

    They are plain to see where no comment and no open quote stands before them on their
    line; None if there is any doubt, or a string with a backslash at the end of a line.
    """
    spans: list[Span] = []
    done = 0
    following = {quotes: data.find(quotes) for quotes in (b'"""', b"'''")}
    while found := [(at, quotes) for quotes, at in following.items() if at >= 0]:
        start, quotes = min(found)
        end = data.find(quotes, start + 3)
        if end < 0 or data[end - 1] == _BACKSLASH or _has_text(data, done, start):
            return None
        done = end + 3
        spans.append((start, done))
        for other, at in following.items():
            if 0 <= at < done:
                following[other] = data.find(other, done)
    at = data.find(b"\\\n")
    while at >= 0:
        around = next((span for span in spans if span[0] < at < span[1]), None)
        if around is None and _has_text(data, 0, at):
            return None
        at = data.find(b"\\\n", around[1] if around else at + 1)
    return spans


def _has_text(data: bytes, lowest: int, at: int) -> bool:
    """Whether a comment, or a string that is not closed, may stand before ``at`` on its line."""
    before = data[max(lowest, data.rfind(b"\n", 0, at) + 1) : at]
    if b"#" in before:
        return True
    quoted = b'"' in before or b"'" in before
    return quoted and any(mark in _TEXT.sub(b"", before) for mark in (b'"', b"'"))


class Statements:
    """Where the statements of a module begin and end, told from its lines alone."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        found = _plainly_quoted(data)
        if found is None:
            found = [match.span() for match in _TEXT.finditer(data)]
        self._strings = [(a, b) for a, b in found if data.find(b"\n", a, b) >= 0]

    def in_string(self, at: int) -> bool:
        """Whether ``at`` lies in a string that goes over several lines."""
        return any(a < at < b for a, b in self._strings)

    def around(self, at: int) -> list[Span]:
        """The top-level statement around ``at``; of a class, its head and the member around."""
        data = self.data
        first, last = self._bounds(at, b"", 0, len(data))
        head = self._head(first, last) if data.startswith(b"class ", first) else first
        indent = _INDENT.match(data, head, last)
        if at < head or head == first or indent is None:
            return [(first, last)]
        return [(first, head), self._bounds(at, indent[1], head, last)]

    def are_closed(self, lines: Sequence[int], marks: re.Pattern[bytes]) -> bool:
        """Whether every one of ``lines`` is in a function, or lone constant, without ``marks``."""
        for number in lines:
            rest = self.data.split(b"\n", number - 1)[-1]
            around = self.around(len(self.data) - len(rest))
            first, last = around[-1]
            if marks.search(self.data, first, last) or not (
                _DEF.match(self.data, first) or _is_lone_constant(self.data, around)
            ):
                return False
        return True

    def _head(self, first: int, last: int) -> int:
        """Where the head of the class at ``first`` ends: after the first line with a colon."""
        line = first
        while line < last:
            end = self.data.find(b"\n", line) + 1 or last
            if _COLON.search(self.data, line, end):
                return end
            line = end
        return first

    def _bounds(self, at: int, indent: bytes, lowest: int, highest: int) -> Span:
        data = self.data
        first = data.rfind(b"\n", 0, at) + 1
        while first > lowest and not self._begins(first, indent):
            first = data.rfind(b"\n", 0, first - 1) + 1
        last = data.find(b"\n", at) + 1
        while 0 < last < highest and not self._begins(last, indent):
            last = data.find(b"\n", last) + 1
        return max(first, lowest), min(last or highest, highest)

    def _begins(self, line: int, indent: bytes) -> bool:
        """Whether a statement with this indent begins at ``line``."""
        at = line + len(indent)
        return (
            self.data.startswith(indent, line)
            and not _GOES_ON.match(self.data, at)
            and not self.in_string(line)
        )
