"""A stable revision touches the table of a preview feature, or the reverse.

A feature can only be dropped, or its data be lost in an upgrade, if no step of the stable list
needs its tables; and stable data can only be kept if no feature writes into it.  A revision belongs
to the feature in whose folder it stands, or else to whoever owns most of the tables that it
changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.database.statement import REFER
from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host

RULE = Rule(
    name="foreign_owner",
    family="migrations",
    why="Data of a preview feature may be lost and stable data may not, so no step of one may"
    " depend on the tables of the other.",
    hint="Move the step into a revision of the table's owner.",
    recorded=True,
)


def check(host: Host) -> Iterator[Finding]:
    """One finding per revision, table and act, at the line that sends the first such statement."""
    for history in host.histories:
        for chapter in history.chapters:
            told: set[tuple[str, str]] = set()
            for statement in chapter.statements:
                for touch in statement.touches:
                    owner = history.owners.of_table(touch.table)
                    if touch.act == REFER or owner == chapter.owner:
                        continue  # what may refer to what is for other rules
                    if (touch.act, touch.table) in told:
                        continue
                    told.add((touch.act, touch.table))
                    yield RULE.at(
                        statement.path,
                        statement.line,
                        f"{chapter.revision.id}, a revision of {_whose(chapter.owner)},"
                        f" {_ACTS[touch.act]} {touch.table}, a table of {_whose(owner)}",
                        feature=owner or chapter.owner,
                    )


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


def _whose(owner: str) -> str:
    return f"the preview feature {owner}" if owner else "stable code"
