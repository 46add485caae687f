"""A feature makes a table that no declaration claims.

Only a claim says that the data in a table is the feature's: that it may be lost in an upgrade,
goes with the feature, and is nobody else's.  A table that a feature's revision creates, or its
models define, and that nobody claims, would count as stable from the moment the feature's code
moves.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.database.statement import CREATE, RENAME
from coldframe.check.migrations.across import across
from coldframe.check.migrations.made_and_gone import BATCH
from coldframe.check.migrations.models import model_tables
from coldframe.check.migrations.wording import how_known
from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.database.history import Chapter, History
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host

RULE = Rule(
    name="unclaimed_table",
    family="migrations",
    why="Without a claim nobody knows that the data in the table is the feature's.",
    hint="Add the table's name, or a glob for it, to claims.tables of the feature's declaration.",
    recorded=True,
)


def check(host: Host) -> Iterator[Finding]:
    """One finding per table: where a revision creates it, or else where a model defines it."""
    told: set[str] = set()

    def found(history: History) -> Iterator[Finding]:
        for chapter in history.chapters:
            for table, finding in _made(history, chapter):
                told.add(table)
                yield finding

    yield from across(host, found)
    for path, line, table, feature in model_tables(host):
        owners = [history.owners for history in host.histories]
        if table in told or any(
            each.claimed_by(table) or each.maker(table) not in (None, feature) for each in owners
        ):
            continue
        told.add(table)
        yield RULE.at(
            path,
            line,
            f"a model of {feature} defines the table {table}, and no declaration claims it",
            feature=feature,
        )


def _made(history: History, chapter: Chapter) -> Iterator[tuple[str, Finding]]:
    if not chapter.owner:
        return
    for statement in chapter.statements:
        if statement.static and not chapter.read:
            continue  # it was there already
        for touch in statement.touches:
            name = {CREATE: touch.table, RENAME: touch.by}.get(touch.act, "")
            if (
                not name
                or name.startswith(BATCH)
                or history.owners.claimed_by(name)
                or history.owners.maker(name) != chapter.owner
                or not (chapter.read or name in history.reached)
            ):
                continue
            yield (
                name,
                RULE.at(
                    statement.path,
                    statement.line,
                    f"{chapter.revision.id}, a revision of the preview feature {chapter.owner},"
                    f" makes the table {name}, and no declaration claims it"
                    + how_known(chapter, statement),
                    feature=chapter.owner,
                ),
            )
