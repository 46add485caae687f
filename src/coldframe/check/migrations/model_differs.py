"""Models and migrations disagree on a table.

A database that has run all revisions should be what the models of the host say: else code meets
a column that is not there, or the next revision that Alembic writes by itself holds somebody
else's change.  Where features claim tables, each difference has an owner, and a feature's does
not hide in the host's.

Compared is as Alembic's autogenerate compares, on the scratch database at the end of all lists,
with what `env.py` hands to `context.configure`: `target_metadata`, `include_object`,
`include_name`, `include_schemas`, `compare_type`, `compare_server_default`.  Of `env.py` only
imports, definitions and plain assignments are executed, nothing that calls something; where that
does not tell the metadata, name it in the settings (`database.models`).  On SQLite, which keeps
less of a type than other engines, a difference may be the engine's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.migrations.across import across
from coldframe.check.migrations.wording import whose
from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.database.history import History
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host

RULE = Rule(
    name="model_differs",
    family="migrations",
    why="Code that is written for the models meets a database that is not what they say.",
    hint="Add a revision that makes what is missing (alembic revision --autogenerate,"
    " manage.py makemigrations), or put the model right.",
    recorded=True,
)


def check(host: Host) -> Iterator[Finding]:
    """One finding per difference, at the model, or else at the revision that made it."""

    def found(history: History) -> Iterator[Finding]:
        for each in history.differences:
            owner = history.owners.of_table(each.table)
            yield RULE.at(
                each.path,
                each.line,
                f"{each.message}; {each.table} is a table of {whose(owner)}",
                feature=owner,
            )

    yield from across(host, found)
