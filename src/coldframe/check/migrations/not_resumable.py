"""A revision that was stopped half-way cannot be run again.

A lost connection, a full disk or a killed process stops an upgrade between two statements.
What had been done by then stays if the engine cannot take back changes of the schema (MariaDB,
MySQL, SQLite with Python's driver), or if the revision commits inside (every engine).  A
second run then meets its own traces: a column that is there already, a table that is gone, rows
that are written twice.

It is really tried, on copies of the scratch database: the revision is stopped behind each of its
statements (12 places at most) and run again.  Tried are the revisions that are not in the last
release; if no release is known, the last 20.  On SQLite, if nobody has named it, only revisions
with a commit inside: it may not be what the host uses.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.finding import WARN
from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host

RULE = Rule(
    name="not_resumable",
    family="migrations",
    why="After a failure half-way somebody has to repair the database by hand, in the middle of"
    " an upgrade.",
    hint="Let a revision change one thing, or ask before each step whether it has been done"
    " (sqlalchemy.inspect, IF NOT EXISTS).",
    severity=WARN,
    recorded=True,
)
_LONG = 120  # characters of a statement that are shown


def check(host: Host) -> Iterator[Finding]:
    """One finding per revision and engine, where the second run stops."""
    for history in host.histories:
        for chapter in history.chapters:
            tried = chapter.second_run
            if tried is not None:
                sql = tried.after.sql
                sql = sql if len(sql) <= _LONG else sql[:_LONG] + " …"
                yield RULE.at(
                    tried.path,
                    tried.line,
                    f"{chapter.revision.id}, stopped on {history.database} behind line"
                    f" {tried.after.line} ({sql}), cannot be run again: {tried.why}",
                    feature=chapter.owner,
                )
