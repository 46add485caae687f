"""One page of HTML that needs nothing else: no script, style or picture from anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from coldframe import __version__
from coldframe.report.status_page import STYLE
from coldframe.report.terminal import harmless


def page(title: str, parts: Sequence[str], *, style: str = "", script: str = "") -> str:
    """The document: ``parts`` are HTML, empty ones are left out; ``title`` is text."""
    end = f"<script>\n{script}</script>\n" if script else ""
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{text(title)}</title>\n<style>\n{STYLE}{style}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(part for part in parts if part)
        + f"\n</main>\n<footer>Made by coldframe {text(__version__)}.</footer>\n"
        f"{end}</body>\n</html>\n"
    )


def text(said: str) -> str:
    """``said`` as HTML on one line, in which nothing is markup and nothing is invisible."""
    return escape(harmless(said))


def summary(boxes: Sequence[tuple[str, int, str]]) -> str:
    """Numbers that are seen first: what is counted, how many, and the class of the box."""
    cells = "".join(
        f'<div class="box {kind}{"" if number else " none"}"><b>{number:,}</b>'
        f" <span>{text(name)}</span></div>"
        for name, number, kind in boxes
    )
    return f'<section class="summary" aria-label="Summary">{cells}</section>'


def table(title: str, names: Sequence[str], rows: Sequence[Sequence[str]], kind: str = "") -> str:
    """A section with a table whose cells are HTML; empty without rows."""
    if not rows:
        return ""
    head = "".join(f'<th scope="col">{text(name)}</th>' for name in names)
    body = "\n".join(
        "<tr>"
        + "".join(
            f'<td data-label="{text(name)}">{cell}</td>'
            for name, cell in zip(names, row, strict=True)
        )
        + "</tr>"
        for row in rows
    )
    called = f' class="{kind}"' if kind else ""
    return (
        f"<section><h2>{text(title)}</h2>\n<table{called}><thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{body}\n</tbody></table></section>"
    )


def sentences(title: str, said: Sequence[str]) -> str:
    """A section with a list of texts; empty without any."""
    if not said:
        return ""
    items = "".join(f"<li>{text(each)}</li>" for each in said)
    return f"<section><h2>{text(title)}</h2><ul>{items}</ul></section>"
