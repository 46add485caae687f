"""A stable table, view or trigger depends on the table of a preview feature.

A preview's data may go with any release, and the feature with it.  A foreign key of a stable
table would take stable rows along or keep the table from being dropped, a stable view would
break, and a trigger on a stable table would fail with every row that is written.  There is no
permit for this: what a feature needs to know of stable rows stands in its own tables.  Judged is
what the list of migrations leaves at its end.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.database.dependents import VIEW
from coldframe.check.database.statement import REFER, Statement
from coldframe.check.migrations.across import across
from coldframe.check.migrations.references import (
    Made,
    where_dependent_was_made,
    where_key_was_made,
)
from coldframe.check.migrations.wording import how_known
from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.database.history import History
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host

RULE = Rule(
    name="stable_references_preview",
    family="migrations",
    why="When the preview's table goes, stable rows go with it, or stable code breaks.",
    hint="Turn it round: let the feature's table refer to the stable one; drop this in a new"
    " revision.",
    recorded=True,
)


def check(host: Host) -> Iterator[Finding]:
    """One finding per foreign key, view or trigger that is there at the end of the list."""
    yield from across(host, _found)


def _found(history: History) -> Iterator[Finding]:
    of = history.owners.of_table
    for table, shape in history.reached.items():
        for key in () if of(table) else shape.foreign_keys:
            if of(key.table):
                made = where_key_was_made(history, table, key)
                what = f"the foreign key {table}.{', '.join(key.columns)}"
                yield _finding(history, made, what, "refers to", key.table)
    for each in history.dependents:
        if of(each.name if each.kind == VIEW else each.on):
            continue
        for used in each.uses:
            if of(used):
                made = where_dependent_was_made(history, each.name)
                on = f" on {each.on}" if each.on else ""
                yield _finding(history, made, f"the {each.kind} {each.name}{on}", "uses", used)
    for chapter in history.chapters:
        for statement in chapter.statements:
            for touch in statement.touches if chapter.read else ():
                if touch.act == REFER and touch.by and of(touch.table) and not of(touch.by):
                    what = f"{touch.detail or 'the foreign key'} of {touch.by}"
                    yield _finding(history, (chapter, statement), what, "uses", touch.table)


def _finding(history: History, made: Made | None, what: str, does: str, table: str) -> Finding:
    chapter = made[0] if made else history.chapters[-1]
    statement = made[1] if made else Statement("", chapter.revision.path, chapter.revision.upgrade)
    owner = history.owners.of_table(table)
    return RULE.at(
        statement.path,
        statement.line,
        f"{what}, of stable code, {does} {table}, a table of the preview feature {owner}"
        + how_known(chapter, statement),
        feature=owner,
    )
