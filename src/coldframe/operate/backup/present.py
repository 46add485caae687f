"""Whether a backup holds what is in the database now."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from coldframe.operate.backup.columns import described
from coldframe.operate.backup.manifest import Backup, damages
from coldframe.operate.backup.reading import digest_of

if TYPE_CHECKING:
    from coldframe.operate.address import Address
    from coldframe.operate.loss_plan import LossPlan


def shortcomings(
    backup: Backup,
    database: Address,
    plan: LossPlan,
    tables: Collection[str],
    progress: Callable[[str], None] = lambda doing: None,
) -> list[str]:
    """Why ``backup`` is none of the present state of ``tables``, a sentence each.

    All files are read, and all rows of the tables, and their digests compared.
    """
    from coldframe.operate.connecting import reading

    found = damages(backup)
    if backup.engine != plan.engine:
        found.append(f"it was made of {backup.engine}, and this is {plan.engine}")
        return found
    for place in plan.places:
        then = dict(backup.lists).get(place.environment, ())
        if then != (place.now or ()):
            found.append(
                f"{place.environment} was at {', '.join(then) or 'no revision'} then, and is at"
                f" {', '.join(place.now or ()) or 'no revision'} now"
            )
    saved = {each.table.name: each for each in backup.tables}
    with reading(database) as engine, engine.connect() as connection:
        for name in sorted(tables):
            if name not in saved:
                found.append(f"{name} is not in it")
                continue
            progress(f"comparing {name}")
            table = described(connection, name)
            if table.columns != saved[name].table.columns:
                found.append(f"the columns of {name} have changed since")
                continue
            now = digest_of(connection, table)
            if str(now) != saved[name].digest:
                then_rows = saved[name].rows
                found.append(
                    f"the rows of {name} have changed since: {then_rows:,} then, {now.rows:,} now"
                )
    return found
