"""Wraps prose so that it stays prose, in reStructuredText and in Markdown."""

from __future__ import annotations

import re

WIDTH = 79
# At the beginning of a line these would begin a list, a heading, a quotation or a directive.
_MARK = re.compile(r"[^\w`'\"(\[]+|\(?(?:\d+|[A-Za-z])[.)]|\.\..*|#+.*|>.*")


def wrapped(text: str, width: int = WIDTH, *, markdown: bool = False) -> list[str]:
    """``text`` in lines of at most ``width`` where words allow it; 0 leaves paragraphs whole.

    Lists, and whatever is indented, keep their lines.
    """
    lines: list[str] = []
    for paragraph in re.split(r"\n(?:[ \t]*\n)+", text.replace("\r\n", "\n").strip()):
        if lines:
            lines.append("")
        if re.search(r"^(?:[ \t]|[-*+] |\d+\. )", paragraph, re.MULTILINE):
            lines += [_printable(line).rstrip() for line in paragraph.split("\n")]
        else:
            lines += _filled(paragraph.split(), width)
    while lines and not lines[0].strip():  # of nothing but what cannot be printed
        del lines[0]
    return [line.replace("``", "`") for line in lines] if markdown else lines


def item(text: str, mark: str, width: int = WIDTH, *, markdown: bool = False) -> list[str]:
    """``text`` as an element of a list that begins with ``mark``, such as ``"- "``."""
    room = width - len(mark) if width else 0
    lines = wrapped(text, room, markdown=markdown)
    blank = " " * len(mark)
    return [f"{blank if at else mark}{line}".rstrip() for at, line in enumerate(lines)]


def _filled(words: list[str], width: int) -> list[str]:
    lines: list[str] = []
    for word in filter(None, map(_printable, words)):
        if not lines:
            lines.append(word)
        elif not width or len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        elif _MARK.fullmatch(word) and " " in lines[-1]:
            # Not alone at the beginning of a line: the word before it comes along.
            lines[-1], _, last = lines[-1].rpartition(" ")
            lines.append(f"{last} {word}")
        else:
            lines.append(word)
    return lines


def _printable(text: str) -> str:
    return "".join(c for c in text if c.isprintable())
