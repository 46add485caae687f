"""An expand revision takes something away.

Where a host has two branches, `expand` and `contract`, the first may run while the old release is
still serving: it only adds.  What the old code reads or writes must still be there, so tables,
columns, unique constraints and foreign keys go in a contract revision, when all services have
stopped.  Neutron introduced the two phases for its upgrades; what it calls them are the labels of
the branches, and hosts without such labels have nothing to do here.

A revision that has to do it nevertheless may say so as Neutron's do: a function
`expand_drop_exceptions` with the reason in its docstring, that returns names by kind, such as
`{sa.Column: ["beds.wet"]}`.  It is read, and a note tells what it names.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.migrations.across import across
from coldframe.check.migrations.admitted import not_admitted
from coldframe.check.migrations.made_and_gone import constraints_gone, gone
from coldframe.check.migrations.phases import EXPAND, chapters_of
from coldframe.check.migrations.wording import how_known
from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.database.history import History
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host

RULE = Rule(
    name="drop_in_expand",
    family="migrations",
    why="An expand revision runs while services of the old release still use what it takes away.",
    hint="Move it into a revision of the contract branch.",
    recorded=True,
    act=True,
)


def check(host: Host) -> Iterator[Finding]:
    """One finding per table, column or constraint that an expand revision takes away."""
    yield from across(host, lambda history: _found(host, history))


def _found(host: Host, history: History) -> Iterator[Finding]:
    for chapter in chapters_of(history, EXPAND):
        parts = (*gone(chapter), *constraints_gone(chapter))
        for part in not_admitted(host, chapter, parts, "expand_drop_exceptions"):
            what = part.table
            if part.name:
                what = f"{part.name} on {what}" if part.constraint else f"{what}.{part.name}"
            yield RULE.at(
                part.statement.path,
                part.statement.line,
                f"{chapter.revision.id}, a revision of the expand branch, drops {what}"
                + how_known(chapter, part.statement),
                feature=history.owners.of_table(part.table) or chapter.owner,
            )
