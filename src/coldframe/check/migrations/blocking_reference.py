"""A preview's foreign key keeps stable rows from being deleted.

Without `ON DELETE CASCADE` or `SET NULL` a row of the feature refuses the deletion of the stable
row to which it refers: stable code that has always worked fails as soon as the feature is
used.  `RESTRICT`, `NO ACTION` and no word at all mean the same here, and so does `SET NULL` on a
column that may not be NULL.  It also blocks when the deletion only arrives through a cascade, at
a table of the feature to which another one refers.  Judged is what the list of migrations leaves
at its end.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.database.statement import REFER, Statement
from coldframe.check.migrations.across import across
from coldframe.check.migrations.references import where_key_was_made
from coldframe.check.migrations.wording import how_known
from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.database.history import History
    from coldframe.check.database.shape import ForeignKey, Shape
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host

RULE = Rule(
    name="blocking_reference",
    family="migrations",
    why="Stable code can no longer delete its own rows once the feature has rows that refer to"
    " them.",
    hint="Give the foreign key ON DELETE CASCADE, or SET NULL on a column that may be NULL, in a"
    " new revision.",
    recorded=True,
)
_CASCADE, _SET_NULL = "CASCADE", "SET NULL"


def check(host: Host) -> Iterator[Finding]:
    """One finding per foreign key of a feature's table that blocks at the end of the list."""
    yield from across(host, _found)


def _found(history: History) -> Iterator[Finding]:
    of = history.owners.of_table
    deleted = _deleted_with_stable_rows(history)
    for table, shape in history.reached.items():
        for key in shape.foreign_keys if of(table) else ():
            blocks = _blocks(shape, key)
            through = bool(of(key.table))
            if not blocks or (through and key.table not in deleted):
                continue
            made = where_key_was_made(history, table, key)
            chapter = made[0] if made else history.chapters[-1]
            statement = (
                made[1] if made else Statement("", chapter.revision.path, chapter.revision.upgrade)
            )
            path = (
                f"{key.table}, whose rows are deleted with those of {deleted[key.table]}"
                if through
                else f"{key.table}, a table of stable code,"
            )
            yield RULE.at(
                statement.path,
                statement.line,
                f"the foreign key {table}.{', '.join(key.columns)} to {path} blocks that: {blocks}"
                if through
                else f"the foreign key {table}.{', '.join(key.columns)} keeps rows of {path} from"
                f" being deleted: {blocks}",
                feature=of(table),
            )
    for chapter in history.chapters:
        for statement in chapter.statements:
            if not chapter.read or "ondelete" in statement.sql:
                continue
            for touch in statement.touches:
                if touch.act == REFER and not touch.detail and of(touch.by) and not of(touch.table):
                    yield RULE.at(
                        statement.path,
                        statement.line,
                        f"a foreign key of {touch.by} keeps rows of {touch.table}, a table of"
                        " stable code, from being deleted: no ondelete is given"
                        + how_known(chapter, statement),
                        feature=of(touch.by),
                    )


def _blocks(shape: Shape, key: ForeignKey) -> str:
    """Why the key refuses the deletion of a row to which it refers; ``""`` if it does not."""
    if key.on_delete == _CASCADE:
        return ""
    if key.on_delete != _SET_NULL:
        return f"ON DELETE {key.on_delete or 'NO ACTION'}"
    full = [name for name in key.columns if (c := shape.column(name)) and not c.nullable]
    return f"ON DELETE SET NULL, and {', '.join(full)} may not be NULL" if full else ""


def _deleted_with_stable_rows(history: History) -> dict[str, str]:
    """The features' tables that a cascade from a stable table reaches, each with that table."""
    of = history.owners.of_table
    found = {table: table for table in history.reached if not of(table)}
    grown = True
    while grown:
        grown = False
        for table, shape in history.reached.items():
            for key in shape.foreign_keys:
                if table not in found and key.on_delete == _CASCADE and key.table in found:
                    found[table] = found[key.table]
                    grown = True
    return found
