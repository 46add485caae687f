"""Which data of a site the pending revisions destroy, and which stable tables they touch.

What counts is what is left when all have run: a table that is renamed, or whose rows a tool
copies into a new one of the same name, is not lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.database.statement import (
    ALTER,
    CREATE,
    DELETE,
    DROP,
    INSERT,
    READ,
    REFER,
    RENAME,
    UPDATE,
)
from coldframe.operate import loss_plan as said

if TYPE_CHECKING:
    from coldframe.check.database.history import Chapter
    from coldframe.check.database.shape import Shape
    from coldframe.check.database.statement import Statement, Touch


class Lost(NamedTuple):
    """``what`` of the site's ``table`` goes, at this statement of this chapter."""

    table: str
    what: str
    column: str
    chapter: Chapter
    statement: Statement
    copied: tuple[str, ...] = ()


class Touched(NamedTuple):
    """The site's ``table`` is touched: ``how``, at this statement of this chapter."""

    table: str
    how: str
    chapter: Chapter
    statement: Statement


class Ledger:
    """Follows the tables of a site, by the names that they have now, through the chapters."""

    def __init__(self, tables: Mapping[str, Shape]) -> None:
        # The site's table → present name of a column → its name at the site.
        self._columns = {
            name: {column.name: column.name for column in shape.columns}
            for name, shape in tables.items()
        }
        self._now = {name: name for name in tables}  # present name → the name at the site
        self._copied: dict[str, dict[str, None]] = {}  # the site's table → where its rows went
        self.lost: list[Lost] = []
        self.touched: list[Touched] = []

    def follow(self, chapters: Sequence[Chapter]) -> None:
        """Enter all ``chapters``, in order."""
        for chapter in chapters:
            self._enter(chapter)

    def _enter(self, chapter: Chapter) -> None:
        began = dict(self._now)
        gone: dict[str, tuple[str, Statement]] = {}  # dropped name → the site's table
        for statement in chapter.statements:
            reads = [touch.table for touch in statement.touches if touch.act == READ]
            for touch in statement.touches:
                origin = self._now.get(touch.table)
                if touch.act == INSERT:
                    for source in reads:
                        if source in self._now and source != touch.table:
                            self._copied.setdefault(self._now[source], {})[touch.table] = None
                if touch.act == RENAME:
                    self._rename(touch.table, touch.by, gone)
                elif touch.act == DROP and origin is not None:
                    del self._now[touch.table]
                    gone[touch.table] = (origin, statement)
                if origin is not None and touch.act not in (READ, REFER, CREATE):
                    self._touch(origin, touch.act, touch.detail, chapter, statement)
                if origin is not None and touch.act in (DELETE, UPDATE):
                    self._data(origin, touch, chapter, statement)
        for origin, statement in gone.values():
            copied = tuple(self._copied.get(origin, ()))
            self.lost.append(Lost(origin, said.TABLE, "", chapter, statement, copied))
        self._dropped_columns(chapter, began)

    def _rename(self, old: str, new: str, gone: dict[str, tuple[str, Statement]]) -> None:
        origin = self._now.pop(old, None)
        if origin is not None:
            self._now[new] = origin
        elif new in gone and old in self._copied.get(gone[new][0], ()):
            # A tool has copied the table, and the copy takes its place: nothing is lost.
            self._now[new] = gone.pop(new)[0]
            self._copied[self._now[new]].pop(old)

    def _touch(
        self, origin: str, act: str, detail: str, chapter: Chapter, statement: Statement
    ) -> None:
        how = f"{act}: {detail}" if detail and act == ALTER else act
        self.touched.append(Touched(origin, how, chapter, statement))

    def _data(self, origin: str, touch: Touch, chapter: Chapter, statement: Statement) -> None:
        if touch.act == DELETE:
            what = said.ROWS if touch.whole else said.SOME_ROWS
            self.lost.append(Lost(origin, what, "", chapter, statement))
            return
        there = [self._columns[origin].get(column, "") for column, _ in touch.columns]
        for column in filter(None, there) if there else ("",):
            self.lost.append(Lost(origin, said.VALUES, column, chapter, statement))

    def _dropped_columns(self, chapter: Chapter, began: Mapping[str, str]) -> None:
        """Columns that are gone when the chapter ends, or that its statements drop."""
        ends = {origin: name for name, origin in self._now.items()}
        for statement in chapter.statements:
            for touch in statement.touches:
                origin = began.get(touch.table, "")
                if origin not in ends:
                    continue
                word, _, rest = touch.detail.partition(" column ")
                if word == "drop":
                    self._drop(origin, rest, chapter, statement)
                elif word == "rename":
                    old, _, new = rest.partition(" to ")
                    if old in self._columns[origin]:
                        self._columns[origin][new or old] = self._columns[origin].pop(old)
        for name, shape in chapter.before.items():
            origin = began.get(name, "")
            after = chapter.after.get(ends.get(origin, ""))
            for column in shape.columns if after else ():
                # What is renamed is under its new name by now.
                if after and after.column(column.name) is None and origin in self._columns:
                    self._drop(origin, column.name, chapter, _about(chapter, name))

    def _drop(self, origin: str, column: str, chapter: Chapter, statement: Statement) -> None:
        at_site = self._columns[origin].pop(column, "")
        if at_site:
            self.lost.append(Lost(origin, said.COLUMN, at_site, chapter, statement))


def _about(chapter: Chapter, table: str) -> Statement:
    """The first statement of ``chapter`` that touches ``table`` or a copy of it."""
    for statement in chapter.statements:
        if any(touch.table.endswith(table) for touch in statement.touches):
            return statement
    return chapter.statements[0]
