"""The headings of a page in Markdown or reStructuredText, without a parser of either."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_ATX = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_RULE = re.compile(r"([!-/:-@\[-`{-~])\1{2,}[ \t]*")
_BOLD = re.compile(r"\*\*([^*]+)\*\*:?[ \t]*")


class Heading(NamedTuple):
    """A heading: lines ``start`` to before ``end``, from 0.

    ``style`` is what makes it one: hashes, the character of its underline, that twice if there
    is an overline, or ``**`` for a line in bold, which heads what is deepest.
    """

    level: int
    text: str
    style: str
    start: int
    end: int


def headings(lines: list[str], *, markdown: bool) -> list[Heading]:
    """The headings of a page whose lines come without their ends."""
    found = list(_markdown(lines) if markdown else _underlined(lines))
    taken = {number for one in found for number in range(one.start, one.end)}
    for number, line in enumerate(lines):
        bold = _BOLD.fullmatch(line)
        if bold and number not in taken and _blank(lines, number - 1):
            found.append(Heading(99, bold[1].rstrip(":"), "**", number, number + 1))
    return sorted(found, key=lambda one: one.start)


def _markdown(lines: list[str]) -> Iterator[Heading]:
    fence, comment = "", False
    for number, line in enumerate(lines):
        mark = _FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence):
                fence = ""
            continue
        if mark:
            fence = mark[1]
            continue
        comment = comment or line.lstrip().startswith("<!--")
        if comment:
            comment = "-->" not in line
            continue
        if atx := _ATX.fullmatch(line):
            yield Heading(len(atx[1]), atx[2], atx[1], number, number + 1)
        elif number and re.fullmatch(r"=+|-{2,}", line.rstrip()) and _is_title(lines, number - 1):
            level = 1 if line.startswith("=") else 2
            yield Heading(level, lines[number - 1].strip(), line[0], number - 1, number + 1)


def _underlined(lines: list[str]) -> Iterator[Heading]:
    styles: list[str] = []
    number = 1
    while number < len(lines):
        line, title = lines[number], lines[number - 1]
        rule = _RULE.fullmatch(line)
        if rule and title.strip() and not _RULE.fullmatch(title):
            over = number > 1 and lines[number - 2].rstrip() == line.rstrip()
            if over or (not title[0].isspace() and _blank(lines, number - 2)):
                style = rule[1] * (2 if over else 1)
                if style not in styles:
                    styles.append(style)
                start = number - 2 if over else number - 1
                yield Heading(styles.index(style) + 1, title.strip(), style, start, number + 1)
        number += 1


def _is_title(lines: list[str], number: int) -> bool:
    line = lines[number]
    return bool(re.match(r" {0,3}[\w\[(`*]", line)) and _blank(lines, number - 1)


def _blank(lines: list[str], number: int) -> bool:
    return number < 0 or not lines[number].strip()
