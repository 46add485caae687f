"""A revision destroys stable data, or stops on it.

The data of stable code is never lost in an upgrade.  Reported are dropped tables and columns,
types that hold less, columns that may no longer be NULL while rows have nothing there, and
changes or deletions of all rows; also a table that is made anew without a copy of its
rows.  Nothing is destroyed where the content has been copied before, by the same revision or an
`INSERT ... SELECT` of an earlier one, nor in a table that the same revision makes or that no
release has had. The tables of a promoted feature are stable for the revisions that came after its
promotion, not for earlier ones. `migrations verify` proves on rows what is only judged here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.database.narrowing import narrows
from coldframe.check.database.statement import (
    ALTER,
    CREATE,
    DELETE,
    DROP,
    INSERT,
    READ,
    RENAME,
    UPDATE,
    Statement,
)
from coldframe.check.migrations.across import across
from coldframe.check.migrations.made_and_gone import BATCH, gone, pairs, place
from coldframe.check.migrations.wording import how_known
from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.database.history import Chapter, History
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host

RULE = Rule(
    name="destroys_stable_data",
    family="migrations",
    why="Stable data that an upgrade destroys is gone: nobody can ask for it back.",
    hint="Keep the data, copy it first in the same revision, or let the feature that owns it claim"
    " the table.",
    recorded=True,
    act=True,
)


class Loss(NamedTuple):
    """What happens to ``table``, by which statement."""

    table: str
    what: str
    statement: Statement


def check(host: Host) -> Iterator[Finding]:
    """One finding per table or column that loses something, at the line that does it."""
    new = _never_released(host)

    def found(history: History) -> Iterator[Finding]:
        fresh: set[str] = set()  # tables that no release has had
        copied: set[str] = set()  # tables whose rows an earlier revision has copied
        for chapter in history.chapters:
            for loss in _losses(chapter):
                owner = history.owners.owner_then(loss.table, chapter.revision.id)
                if owner or loss.table in fresh | copied:
                    continue
                yield RULE.at(
                    loss.statement.path,
                    loss.statement.line,
                    f"{chapter.revision.id} {loss.what}, stable data"
                    + how_known(chapter, loss.statement),
                    feature=chapter.owner,
                )
            for statement in chapter.statements:
                elsewhere = any(
                    t.act == INSERT and not t.table.startswith(BATCH) for t in statement.touches
                )
                for touch in statement.touches:
                    if touch.act == CREATE and chapter.revision.id in new:
                        fresh.add(touch.table)
                    elif touch.act == RENAME and touch.table in fresh:
                        fresh.add(touch.by)
                    elif touch.act == READ and elsewhere:
                        copied.add(touch.table)

    yield from across(host, found)


def _never_released(host: Host) -> set[str]:
    """The ids of revisions that the last release does not have; none if there is none."""
    from coldframe.check.database.released import released

    found: set[str] = set()
    for history in host.histories:
        for environment in history.environments:
            before = released(host, environment)
            if before is not None:
                own = {r.id for r in history.revisions if r.environment == environment.path}
                found |= own - before.revisions.keys()
    return found


def _losses(chapter: Chapter) -> Iterator[Loss]:
    made = {t.table for s in chapter.statements for t in s.touches if t.act == CREATE}
    moved = _moved(chapter)
    for part in gone(chapter):
        if part.name and (part.table, part.name) not in moved and (part.table, "*") not in moved:
            yield Loss(part.table, f"drops the column {part.table}.{part.name}", part.statement)
        elif not part.name and part.table not in {table for table, _ in moved}:
            yield Loss(part.table, f"drops the table {part.table}", part.statement)
    yield from _made_anew(chapter)
    yield from _changed_columns(chapter)
    for statement in chapter.statements:
        for touch in statement.touches:
            if not touch.whole or (touch.table in made and touch.table not in chapter.before):
                continue
            if touch.act == DELETE and touch.table not in {table for table, _ in moved}:
                yield Loss(touch.table, f"deletes all rows of {touch.table}", statement)
            elif touch.act == UPDATE and (rewritten := _had(chapter, touch.table, touch.columns)):
                what = f"overwrites {touch.table}.{', '.join(rewritten)} in all rows"
                yield Loss(touch.table, what, statement)


def _had(chapter: Chapter, table: str, columns: tuple[tuple[str, str], ...]) -> list[str]:
    """The columns among those written that rows had before this revision."""
    added = {
        touch.detail.removeprefix("add column ")
        for statement in chapter.statements
        for touch in statement.touches
        if touch.table in (table, BATCH + table) and touch.detail.startswith("add column ")
    }
    shape = chapter.before.get(table)
    if shape is not None:
        return [name for name, _ in columns if shape.column(name)]
    return [name for name, _ in columns if name not in added]


def _moved(chapter: Chapter) -> set[tuple[str, str]]:
    """(table, column) of what this revision reads and writes elsewhere; ``*`` for all."""
    writes = {
        touch.table
        for statement in chapter.statements
        for touch in statement.touches
        if touch.act in (INSERT, UPDATE) and not touch.table.startswith(BATCH)
    }
    found: set[tuple[str, str]] = set()
    for statement in chapter.statements:
        into_batch = any(t.act == INSERT and t.table.startswith(BATCH) for t in statement.touches)
        for touch in statement.touches:
            if touch.act == READ and writes - {touch.table} and not into_batch:
                found |= {(touch.table, name) for _, name in touch.columns}
            elif touch.act == UPDATE:
                found |= {(touch.table, name) for _, name in touch.columns if name}
    return found


def _made_anew(chapter: Chapter) -> Iterator[Loss]:
    """Tables that are dropped and there again, and into which no row was taken over."""
    for name in chapter.before.keys() & chapter.after.keys():
        drop = [
            s for s in chapter.statements for t in s.touches if (t.act, t.table) == (DROP, name)
        ]
        if not drop or drop[0].static:
            continue
        copied = any(
            {INSERT, READ} <= {t.act for t in s.touches} and name in {t.table for t in s.touches}
            for s in chapter.statements
        )
        if not copied:
            yield Loss(name, f"drops {name} and makes it anew without its rows", drop[0])


def _changed_columns(chapter: Chapter) -> Iterator[Loss]:
    filled = {
        touch.table
        for statement in chapter.statements
        for touch in statement.touches
        if touch.act == UPDATE
    }
    for pair in pairs(chapter):
        table = pair.before.name
        old_name = {new: old for old, new in pair.renamed.items()}
        for column in pair.after.columns:
            before = pair.before.column(old_name.get(column.name, column.name))
            statement = place(chapter, table, ALTER, column.name)
            if before is not None and narrows(before.type, column.type):
                what = f"narrows {table}.{column.name} from {before.type} to {column.type}"
                yield Loss(table, what, statement)
            if column.nullable or column.default is not None or column.name in pair.after.key:
                continue
            if table in filled or pair.after.name in filled:
                continue
            if before is None:
                what = f"adds {table}.{column.name}, NOT NULL without a default: rows have no value"
                yield Loss(table, what, statement)
            elif before.nullable:
                what = f"makes {table}.{column.name} NOT NULL, and fills no row that has no value"
                yield Loss(table, what, statement)
