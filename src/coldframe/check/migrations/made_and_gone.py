"""The tables, columns and constraints that a revision makes or takes away: told by the shapes.

Shapes tell it however it was done; of what was only read, the operations do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.database.statement import ALTER, CREATE, DROP, INSERT, RENAME

if TYPE_CHECKING:
    from coldframe.check.database.history import Chapter
    from coldframe.check.database.shape import Shape
    from coldframe.check.database.statement import Statement, Touch

BATCH = "_alembic_tmp_"  # the copy with which Alembic alters a table of SQLite


class Part(NamedTuple):
    """A table (``name`` is empty), a column, or a constraint, and the statement that did it."""

    table: str
    name: str
    statement: Statement
    constraint: bool = False


class Pair(NamedTuple):
    """One table before and after a revision, and its columns that have a new name: old → new."""

    before: Shape
    after: Shape
    renamed: dict[str, str]


def renamed_tables(chapter: Chapter) -> dict[str, str]:
    """Old → new name of the tables that this revision has renamed."""
    found: dict[str, str] = {}
    for touch in _touches(chapter.statements, RENAME):
        if not touch.table.startswith(BATCH):
            first = next((old for old, new in found.items() if new == touch.table), touch.table)
            found[first] = touch.by
    return {old: new for old, new in found.items() if old != new}


def pairs(chapter: Chapter) -> Iterator[Pair]:
    """The tables that were there before this revision and still are."""
    names = renamed_tables(chapter)
    for name, before in chapter.before.items():
        after = chapter.after.get(names.get(name, name))
        if after is not None:
            yield Pair(before, after, _renamed_columns(chapter, before, after))


def gone(chapter: Chapter) -> Iterator[Part]:
    """What this revision takes away, tables first; a renaming takes nothing away."""
    names = renamed_tables(chapter)
    made = {touch.table for touch in _touches(chapter.statements, CREATE)}
    for name in chapter.before:
        if names.get(name, name) not in chapter.after:
            yield Part(name, "", place(chapter, name, DROP))
    for pair in pairs(chapter):
        left = {column.name for column in pair.after.columns}
        for column in pair.before.columns:
            if column.name not in left and column.name not in pair.renamed:
                statement = place(chapter, pair.before.name, ALTER, column.name)
                yield Part(pair.before.name, column.name, statement)
    for statement in chapter.statements:
        for touch in statement.touches if statement.static else ():
            if touch.table in made and touch.act == DROP:
                continue
            if touch.act == DROP:
                yield Part(touch.table, "", statement)
            elif touch.detail.startswith("drop column ") and not _seen(chapter, touch.table):
                yield Part(touch.table, touch.detail.removeprefix("drop column "), statement)


def constraints_gone(chapter: Chapter) -> Iterator[Part]:
    """Keys and unique constraints that are not there any more, though their columns are."""
    for pair in pairs(chapter):
        left = {column.name for column in pair.after.columns}
        kept = {frozenset(each) for each in (*pair.after.uniques, pair.after.key)}
        foreign = {(key.columns, key.table) for key in pair.after.foreign_keys}
        lost = [
            *(
                ("unique constraint", each)
                for each in pair.before.uniques
                if frozenset(each) not in kept
            ),
            *(
                ("foreign key", key.columns)
                for key in pair.before.foreign_keys
                if (key.columns, key.table) not in foreign
            ),
        ]
        for kind, columns in lost:
            if left.issuperset(columns):
                name = f"the {kind} of {', '.join(columns)}"
                statement = place(chapter, pair.before.name, ALTER, "drop ")
                yield Part(pair.before.name, name, statement, constraint=True)


def made(chapter: Chapter) -> Iterator[Part]:
    """The tables and columns that this revision makes and leaves."""
    new_names = set(renamed_tables(chapter).values())
    for name in chapter.after:
        if name not in chapter.before and name not in new_names:
            yield Part(name, "", place(chapter, name, CREATE))
    for pair in pairs(chapter):
        had = {column.name for column in pair.before.columns} | set(pair.renamed.values())
        for column in pair.after.columns:
            if column.name not in had:
                statement = place(chapter, pair.after.name, ALTER, column.name)
                yield Part(pair.after.name, column.name, statement)
    for statement in chapter.statements:
        for touch in statement.touches if chapter.read else ():
            if touch.act == CREATE:
                yield Part(touch.table, "", statement)
            elif touch.detail.startswith("add column "):
                yield Part(touch.table, touch.detail.removeprefix("add column "), statement)


def place(chapter: Chapter, table: str, act: str, word: str = "") -> Statement:
    """The statement that did ``act`` to ``table``, best with ``word`` in it; else one about it."""
    from coldframe.check.database.statement import Statement

    names = (table, BATCH + table)
    about = [
        (statement, touch)
        for statement in chapter.statements
        for touch in statement.touches
        if touch.table in names or touch.by in names
    ]
    acting = [(s, t) for s, t in about if t.act == act and t.table == table]
    exact = [s for s, t in acting if word and word in t.detail]
    plain = [s for s, _ in acting or about]
    return next(
        iter(exact or plain), Statement("", chapter.revision.path, chapter.revision.upgrade)
    )


def _renamed_columns(chapter: Chapter, before: Shape, after: Shape) -> dict[str, str]:
    had, has = ({column.name for column in shape.columns} for shape in (before, after))
    found: dict[str, str] = {}
    names = (before.name, after.name)
    for statement in chapter.statements:
        for touch in statement.touches:
            if touch.table in names and touch.detail.startswith("rename column "):
                old, _, new = touch.detail.removeprefix("rename column ").partition(" to ")
                found[old] = new
            elif touch.act == INSERT and touch.table.removeprefix(BATCH) in names:
                found |= {old: new for new, old in touch.columns if old and old != new}
    return {old: new for old, new in found.items() if old in had - has and new in has - had}


def _seen(chapter: Chapter, table: str) -> bool:
    """Whether the shapes tell what has become of the table."""
    return table in chapter.before and not chapter.read


def _touches(statements: Iterable[Statement], act: str) -> Iterator[Touch]:
    for statement in statements:
        for touch in statement.touches:
            if touch.act == act:
                yield touch
