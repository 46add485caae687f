"""A stable revision touches the table of a preview feature, or the reverse.

A feature can only be dropped, or its data be lost in an upgrade, if no step of the stable list
needs its tables; and stable data can only be kept if no feature writes into it.  A revision belongs
to the feature in whose folder it stands, or else to whoever owns most of the tables that it
changes.

For the rare exception there are permits in the settings (`database.permits`): each names one
revision and one table, says why, and what takes out again what the step did once the feature ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.migrations.across import across
from coldframe.check.migrations.permits import checked_permits, foreign_touches, permitted
from coldframe.check.migrations.wording import how_known, whose
from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.database.history import History
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host

RULE = Rule(
    name="foreign_owner",
    family="migrations",
    why="Data of a preview feature may be lost and stable data may not, so no step of one may"
    " depend on the tables of the other.",
    hint="Move the step into a revision of the table's owner, or permit it with a clean-up:"
    " database.permits in the settings.",
    recorded=True,
    act=True,
)


def check(host: Host) -> Iterator[Finding]:
    """One finding per revision, table and act, at the line that sends the first such statement.

    Raises Mistake for a permit whose clean-up cleans up nothing.
    """
    permits = checked_permits(host)

    def found(history: History) -> Iterator[Finding]:
        told: set[tuple[str, str, str]] = set()
        for chapter, statement, touch, owner in foreign_touches(history):
            key = (chapter.revision.id, touch.act, touch.table)
            if key in told or permitted(permits, chapter.revision.id, touch.table):
                continue
            told.add(key)
            yield RULE.at(
                statement.path,
                statement.line,
                f"{chapter.revision.id}, a revision of {whose(chapter.owner)},"
                f" {_ACTS[touch.act]} {touch.table}, a table of {whose(owner)}"
                + how_known(chapter, statement),
                feature=owner or chapter.owner,
            )

    yield from across(host, found)


_ACTS = {
    "create": "creates",
    "alter": "alters",
    "drop": "drops",
    "rename": "renames",
    "read": "reads",
    "insert into": "inserts into",
    "update": "updates",
    "delete from": "deletes from",
}
