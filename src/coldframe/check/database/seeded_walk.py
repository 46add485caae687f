"""Runs revisions one at a time on tables with rows in them, as a deployment would have.

A loop over the rows of a table sends nothing while the table is empty.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from coldframe.check.database.seeds.planting import plant
from coldframe.check.database.statement import DELETE, RENAME, SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coldframe.check.database.statement import Statement
    from coldframe.check.database.walk import Ran, Step, Walk

T = TypeVar("T")


class SeededRan(NamedTuple):
    """What a step did; ``refused`` is why it did not on seeded rows, if it ran without them."""

    ran: Ran
    refused: str = ""


class SeededWalk:
    """A walk that seeds each table after the revision that made it.

    Rows that look possible to the database may be impossible to the host.  A revision that
    fails on them is run again where all before it have run on empty tables; only if it fails
    there, too, has it failed.  ``unseeded`` has the reason of every table that has no rows.
    """

    def __init__(self, walk: Walk, rows: int = 2) -> None:
        self.unseeded: dict[str, str] = {}
        self._walk = walk
        self._rows = rows
        self._ignored = {each.version_table for each in walk.environments}
        self._past: list[Step | Callable[[], object]] = []
        self._seeded = False

    def run(self, step: Step) -> SeededRan:
        """Run ``step`` on what is there, and seed the tables that it made.

        Raises Mistake for a lost connection and a full disk.
        """
        ran, refused = self._run(step), ""
        if ran.failure is not None and self._seeded:
            refused = ran.failure.why
            self._start_again()
            ran = self._run(step)
        self._past.append(step)
        if ran.failure is None:
            self._plant(None if refused else changed_tables(ran.statements))
        return SeededRan(ran, refused if ran.failure is None else "")

    def also(self, act: Callable[[], T]) -> T:
        """Do something to the database between two steps; done again where they are."""
        self._past.append(act)
        return act()

    def _start_again(self) -> None:
        from coldframe.check.database.scratch import clear

        clear(self._walk.engine)
        self._seeded = False
        for done in self._past:
            if callable(done):
                done()
            else:
                self._run(done)

    def _run(self, step: Step) -> Ran:
        from coldframe.check.database.scratch import title
        from coldframe.check.database.trouble import raise_if_broken_off

        ran = self._walk.run(step)
        raise_if_broken_off(title(self._walk.engine), ran)
        return ran

    def _plant(self, tables: Collection[str] | None) -> None:
        if tables is not None and not tables:
            return
        with self._walk.engine.connect() as connection:
            notes = plant(connection, tables, rows=self._rows, ignored=self._ignored)
        self._seeded = True
        for name in list(self.unseeded) if tables is None else tables:
            self.unseeded.pop(name, None)
        self.unseeded |= notes


def changed_tables(statements: Iterable[Statement]) -> set[str]:
    """The tables that may have been made, changed or emptied, by old and new name."""
    found: set[str] = set()
    for statement in statements:
        for touch in statement.touches:
            if touch.act in SCHEMA or touch.act == DELETE:
                found.add(touch.table)
                if touch.act == RENAME and touch.by:
                    found.add(touch.by)
    return found
