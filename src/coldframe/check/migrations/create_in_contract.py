"""A contract revision makes a table or a column.

Where a host has two branches, `expand` and `contract`, the second one runs while all services are
stopped.  What is new can be made before that, in an expand revision: each step that waits for the
contract phase makes the stop longer.  The labels of the branches tell the phases, and hosts
without such labels have nothing to do here.

What has to wait, because it depends on something that is renamed in this phase, may be named as
Neutron's revisions do: in a function `contract_creation_exceptions` with the reason in its
docstring, that returns names by kind, such as `{sa.Table: ["beds"]}`.  It is read, and a note
tells what it names.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.finding import WARN
from coldframe.check.migrations.across import across
from coldframe.check.migrations.admitted import not_admitted
from coldframe.check.migrations.made_and_gone import made
from coldframe.check.migrations.phases import CONTRACT, chapters_of
from coldframe.check.migrations.wording import how_known
from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.database.history import History
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host

RULE = Rule(
    name="create_in_contract",
    family="migrations",
    why="Services are stopped while contract revisions run; what only adds need not wait for that.",
    hint="Move it into a revision of the expand branch.",
    severity=WARN,
    recorded=True,
    act=True,
)


def check(host: Host) -> Iterator[Finding]:
    """One finding per table or column that a contract revision makes and leaves."""
    yield from across(host, lambda history: _found(host, history))


def _found(host: Host, history: History) -> Iterator[Finding]:
    for chapter in chapters_of(history, CONTRACT):
        parts = tuple(made(chapter))
        for part in not_admitted(host, chapter, parts, "contract_creation_exceptions"):
            what = f"{part.table}.{part.name}" if part.name else part.table
            yield RULE.at(
                part.statement.path,
                part.statement.line,
                f"{chapter.revision.id}, a revision of the contract branch, creates {what}"
                + how_known(chapter, part.statement),
                feature=history.owners.of_table(part.table) or chapter.owner,
            )
