"""Collects the references of one file."""

from __future__ import annotations

from coldframe.source.references.pieces import Verdict
from coldframe.source.references.reference import Reference
from coldframe.source.references.scopes import Node
from coldframe.source.references.walk import Site

_LONG = 2000  # characters: of a file on one line only the neighbourhood is shown


class Places:
    """The references found in ``path`` so far.

    ``lines`` are the file's lines; ``first`` is the number of the first of them.
    """

    def __init__(self, path: str, lines: list[str]) -> None:
        self.path = path
        self.lines = lines
        self.found: dict[tuple[int, int, str, bool], Reference] = {}

    def at(
        self,
        line: int,
        column: int,
        form: str,
        verdict: Verdict,
        when: str = "module",
    ) -> None:
        """Note a reference; the first form to claim a place keeps it."""
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        if len(text) > _LONG:
            text = text[max(0, column - 80) : column + 160]
        text = text.strip()
        target, decided = verdict
        self.found.setdefault(
            (line, column, target, decided),
            Reference(self.path, line, column, form, target, text, when, decided),
        )

    def site(self, site: Site, form: str, verdict: Verdict, when: str = "") -> None:
        """Note a reference at a site."""
        self.node(site.position, form, verdict, when or site.when)

    def node(self, node: Node, form: str, verdict: Verdict, when: str) -> None:
        """Note a reference at an ``ast`` node; its byte offset becomes a column."""
        line = getattr(node, "lineno", 1)
        self.at(line, self.column(line, getattr(node, "col_offset", 0)), form, verdict, when)

    def column(self, line: int, offset: int) -> int:
        """The column, from 1, of a byte offset in a line."""
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        if not text.isascii():
            offset = len(text.encode("utf-8", "replace")[:offset].decode("utf-8", "ignore"))
        return offset + 1

    def references(self) -> list[Reference]:
        """All that was found, by place; of one chain only its longest part."""
        by_place: dict[tuple[int, int, str], list[Reference]] = {}
        for found in self.found.values():
            by_place.setdefault((found.line, found.column, found.form), []).append(found)
        return sorted(
            one
            for group in by_place.values()
            for one in group
            if not any(other.target.startswith(one.target + ".") for other in group)
        )
