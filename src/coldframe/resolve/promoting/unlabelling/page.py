"""Takes the label away from a page or a docstring: banners, badges, marks in headings."""

from __future__ import annotations

import re
from typing import NamedTuple

from coldframe.resolve.promoting.unlabelling import blocks as kinds
from coldframe.resolve.promoting.unlabelling.blocks import Block, blocks
from coldframe.resolve.promoting.unlabelling.wording import Cut, Wording, apart

_TOP = 30  # lines with text: as far as rule unlabelled_docs looks
_FRONT = re.compile(r"\A---\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
_FRONT_TITLE = re.compile(r"^(?:title|sidebar_label|description):[ \t]*(.+?)[ \t]*\r?$", re.M)


class Heading(NamedTuple):
    """A heading as it was, and as it is now."""

    before: str
    after: str


def unlabelled_page(text: str, wording: Wording) -> tuple[list[Cut], list[Heading]]:
    """What has to go from a page of the feature, and the headings that change by that."""
    page = _Page(text, wording)
    front = _FRONT.match(text)
    if front:
        for found in _FRONT_TITLE.finditer(text, front.start(1), front.end(1)):
            page.mark(found.start(1), _unquoted(text, found))
    for block in blocks(page.lines):
        page.treat(block)
    return apart(page.cuts), page.headings


def unlabelled_docstring(text: str, wording: Wording) -> list[Cut]:
    """What has to go from a docstring, quotes not included, as it is written."""
    page = _Page(text, wording)
    inner = [line for line in page.lines[1:] if line.strip()]
    indent = min((re.match(r"[ \t]*", line)[0] for line in inner), key=len, default="")  # type: ignore[index]
    first = True
    for block in blocks(page.lines, indent):
        if first and block.kind == kinds.PARAGRAPH:
            start, end = page.span(block)
            page.mark(start, (start, end))
        if not any(cut.start <= page.starts[block.first] < cut.end for cut in page.cuts):
            page.treat(block)
        first = False
    return apart(page.cuts)


class _Page:
    def __init__(self, text: str, wording: Wording) -> None:
        self.text = text
        self.wording = wording
        self.lines = [line.removesuffix("\r") for line in text.split("\n")]
        self.starts = [0]
        for line in text.split("\n"):
            self.starts.append(self.starts[-1] + len(line) + 1)
        shown = [number for number, line in enumerate(self.lines) if line.strip()]
        self.top = shown[_TOP] if len(shown) > _TOP else len(self.lines)
        self.cuts: list[Cut] = []
        self.headings: list[Heading] = []

    def span(self, block: Block) -> tuple[int, int]:
        """Where the block begins and ends, without the end of its last line."""
        last = block.last - 1
        return self.starts[block.first], self.starts[last] + len(self.lines[last])

    def treat(self, block: Block) -> None:
        """Cut what is the label in the block, or all of it."""
        if block.kind == kinds.HEADING:
            self._heading(block)
        elif block.first >= self.top:
            return
        elif block.kind == kinds.ADMONITION:
            named = bool(block.title) and self.wording.is_name(block.title)
            other = bool(block.title) and not named
            if not other and self.wording.is_label(block.body, named):
                self._remove(block)
        elif block.kind == kinds.BADGE:
            words = re.split(r"[^A-Za-z]+", block.body)
            if any(self.wording.is_name(word) for word in words if word):
                self._remove(block)
        elif block.kind == kinds.PARAGRAPH:
            if self.wording.is_label(block.body) and self.wording.may_say(block.body):
                self._remove(block)
            else:
                start = self.starts[block.first]
                for cut in self.wording.sentences(self.text[slice(*self.span(block))]):
                    self.cuts.append(Cut(start + cut.start, start + cut.end))

    def mark(self, start: int, inside: tuple[int, int]) -> None:
        """Cut the mark at the beginning and at the end of a part of the text."""
        part = self.text[slice(*inside)]
        for cut in (self.wording.at_the_start(part), self.wording.at_the_end(part)):
            if cut is not None:
                self.cuts.append(Cut(inside[0] + cut.start, inside[0] + cut.end, cut.new))

    def _heading(self, block: Block) -> None:
        line = block.rules[0] if block.rules else block.first
        start = self.starts[line] + block.start
        before = len(self.cuts)
        self.mark(start, (start, start + len(block.body)))
        cuts = self.cuts[before:] = apart(self.cuts[before:])
        if not cuts:
            return
        after = block.body
        for cut in sorted(cuts, reverse=True):
            after = after[: cut.start - start] + cut.new + after[cut.end - start :]
        self.headings.append(Heading(block.body, after))
        for rule in block.rules[1:]:
            width = len(self.lines[rule].rstrip())
            if width >= len(self.lines[line].rstrip()):
                shorter = width - (len(block.body) - len(after))
                if shorter >= 3:
                    at = self.starts[rule]
                    self.cuts.append(Cut(at + shorter, at + width))

    def _remove(self, block: Block) -> None:
        """Cut the block and the blank lines on one side of it."""
        first, last = block.first, block.last
        if last < len(self.lines):
            while last < len(self.lines) - 1 and not self.lines[last].strip():
                last += 1
            if self.lines[last].strip():
                if first and self.lines[first - 1].strip():
                    last = block.last  # the blank lines go on dividing
                self.cuts.append(Cut(self.starts[first], self.starts[last]))
                return
        # Nothing comes behind it: what is before keeps the end that the text had.
        while first and not self.lines[first - 1].strip():
            first -= 1
        if first == 0:
            return  # nothing would be left
        begin = self.starts[first - 1] + len(self.lines[first - 1])
        self.cuts.append(Cut(begin, self.span(block)[1]))


def _unquoted(text: str, found: re.Match[str]) -> tuple[int, int]:
    start, end = found.span(1)
    quoted = end - start > 1 and text[start] == text[end - 1] and text[start] in "\"'"
    return (start + 1, end - 1) if quoted else (start, end)
