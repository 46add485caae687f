"""What the ledger of a site comes to: its losses, and the changes of its stable tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from coldframe.operate import loss_plan as said
from coldframe.operate.loss_plan import Change, Loss, Pending

if TYPE_CHECKING:
    from coldframe.check.database.history import Chapter
    from coldframe.check.database.owners import Owners
    from coldframe.operate.dependents import Dependent
    from coldframe.operate.losing import Ledger
    from coldframe.operate.sizes import Size


def pending(chapter: Chapter) -> Pending:
    """A chapter as an entry of the plan."""
    revision, failure = chapter.revision, chapter.failure
    return Pending(
        revision.id,
        revision.path,
        failure.line if failure else revision.line,
        chapter.owner,
        revision.environment,
        said.READ if chapter.read else said.RAN,
        failure.why if failure else "",
        chapter.seconds,
    )


# A greater loss of a table includes the lesser ones.
_ORDER = (said.TABLE, said.ROWS, said.COLUMN, said.SOME_ROWS, said.VALUES)


def losses(
    ledger: Ledger,
    owners: Owners,
    sizes: Mapping[str, Size],
    hanging: Mapping[str, tuple[Dependent, ...]],
) -> tuple[Loss, ...]:
    """Each loss once, by feature and table; what a greater one includes is left out."""
    whole = {one.table for one in ledger.lost if one.what == said.TABLE}
    emptied = {one.table for one in ledger.lost if one.what == said.ROWS}
    found: dict[tuple[str, str, str], Loss] = {}
    for one in ledger.lost:
        if one.table in whole and one.what != said.TABLE:
            continue
        if one.table in emptied and one.what in (said.SOME_ROWS, said.VALUES):
            continue
        revision = one.chapter.revision
        found.setdefault(
            (one.table, one.what, one.column),
            Loss(
                one.table,
                owners.owner_then(one.table, revision.id),
                one.what,
                one.column,
                revision.id,
                one.statement.path,
                one.statement.line,
                said.READ if one.chapter.read else said.RAN,
                sizes[one.table],
                hanging.get(one.table, ()),
                one.copied,
            ),
        )
    return tuple(
        sorted(found.values(), key=lambda o: (o.feature, o.table, _ORDER.index(o.what), o.column))
    )


def changes(ledger: Ledger, owners: Owners, sizes: Mapping[str, Size]) -> tuple[Change, ...]:
    found = []
    for table in sorted({one.table for one in ledger.touched}):
        if owners.of_table(table):
            continue
        here = [one for one in ledger.touched if one.table == table]
        hows = dict.fromkeys(one.how for one in here)
        if len(hows) > 1:
            hows.pop("alter", None)  # says no more than the others
        found.append(
            Change(
                table,
                tuple(hows),
                tuple(dict.fromkeys(one.chapter.revision.id for one in here)),
                here[0].statement.path,
                here[0].statement.line,
                not any(one.chapter.read for one in here),
                sizes[table],
            )
        )
    return tuple(found)
