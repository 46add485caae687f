"""A revision commits in the middle.

What comes before the commit stays when what comes after it fails, and the database stands between
two revisions: neither the old nor the new release was made for it.  A commit before the first or
after the last change is no fault, so `autocommit_block` is best given a revision of its own.
`not_resumable` shows which revisions cannot be run again after such a stop.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.database.statement import DATA, SCHEMA
from coldframe.check.finding import WARN
from coldframe.check.migrations.across import across
from coldframe.check.migrations.wording import how_known
from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.database.history import Chapter, History
    from coldframe.check.database.statement import Statement
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host

RULE = Rule(
    name="commit_inside",
    family="migrations",
    why="After a failure behind the commit the database stands between two revisions.",
    hint="Leave the commit to Alembic, or make two revisions of it.",
    severity=WARN,
    recorded=True,
    act=True,
)


def check(host: Host) -> Iterator[Finding]:
    """One finding per line that commits between two changes."""
    yield from across(host, _found)


def _found(history: History) -> Iterator[Finding]:
    for chapter in history.chapters:
        told: set[int] = set()
        for statement in _commits(chapter):
            if statement.line not in told:
                told.add(statement.line)
                yield RULE.at(
                    statement.path,
                    statement.line,
                    f"{chapter.revision.id} commits between two changes"
                    + how_known(chapter, statement),
                    feature=chapter.owner,
                )


def _commits(chapter: Chapter) -> Iterator[Statement]:
    """The commits that have a change before and behind them: as it ran, or else by line."""
    ran = [each for each in chapter.statements if not each.static]
    changed = [at for at, each in enumerate(ran) if _changes(each)]
    for at, each in enumerate(ran):
        if each.committed and changed and changed[0] < at < changed[-1]:
            yield each
    lines = sorted(each.line for each in chapter.statements if _changes(each))
    for each in chapter.statements:
        if each.static and each.committed and lines and lines[0] < each.line < lines[-1]:
            yield each


def _changes(statement: Statement) -> bool:
    return any(touch.act in (*SCHEMA, *DATA) for touch in statement.touches)
