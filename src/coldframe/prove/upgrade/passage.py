"""One walk from an empty database to the heads, with rows in every stable table."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.database.owners import STABLE, Owners
from coldframe.check.database.seeded_walk import changed_tables
from coldframe.check.database.seeds.planting import plant
from coldframe.prove.upgrade.keeper import Keeper
from coldframe.prove.upgrade.layout import Layout, layouts
from coldframe.prove.upgrade.locks import Watch
from coldframe.prove.upgrade.releases import Start, in_order
from coldframe.prove.upgrade.verdict import BOTH, OFF, ON, Passage, StepShown, Stopped

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from coldframe.check.database.environment import Environment
    from coldframe.check.database.walk import Failure, Step
    from coldframe.check.host import Host

EXTREME, PLAIN, NONE = "extreme", "plain", "none"
_MILDER = {EXTREME: PLAIN, PLAIN: NONE}
_FIRST_OF_GROWN = 1000  # the number of the first row that has values in new columns
_FIRST_OF_RELEASES = 100  # the number of the first row that a release adds
_FIRST_AFTER_PLAIN = 50  # … and of the first extreme one after a step that ran on plain rows
TURNED_OFF = "(previews turned off)"


class Asked(NamedTuple):
    """What is asked of all passages: rows per table, more in some, and who is told.

    ``refusing`` is what passages have learnt: the rows on which a revision runs, by its id.
    """

    rows: int
    of: Mapping[str, int]
    starts: tuple[Start, ...]
    progress: Callable[[str], None]
    refusing: dict[str, str]


class Trouble(Exception):
    """The database, and not a revision, is what failed; ``doing`` says when."""

    def __init__(self, doing: str, failure: Failure) -> None:
        super().__init__(doing)
        self.doing = doing
        self.failure = failure


def passage(
    host: Host,
    engine: Engine,
    listed: Sequence[Environment],
    previews: str,
    asked: Asked,
) -> Passage:
    """Walk ``listed`` on ``engine``, an empty scratch database, with the ``previews`` as told.

    ON: their tables have rows, and their own lists run.  OFF: their tables stay empty, and
    their own lists do not run.  BOTH: on, and after a third of the steps off, when their
    rows are deleted, and for the last third on again.

    Raises Trouble for a lost connection, a full disk or a lock, and SQLAlchemyError.
    """
    return _Walker(host, engine, listed, previews, asked).walk()


class _Walker:
    def __init__(
        self,
        host: Host,
        engine: Engine,
        listed: Sequence[Environment],
        previews: str,
        asked: Asked,
    ) -> None:
        from coldframe.check.database.scratch import title
        from coldframe.check.database.ways import walk_of

        self._engine = engine
        self._previews = previews
        self._asked = asked
        self._rewrites = host.settings.database.rewrites
        self._owners = Owners(host, listed)
        self._versions = {each.version_table for each in listed}
        self._database = title(engine)
        self._walk = walk_of(host.tree.root, listed, engine)
        halts = [*asked.starts, *(Start("", each.before) for each in self._owners.promotions)]
        halts.sort(key=lambda halt: len(halt.ran))
        self._steps = in_order(self._walk.steps(), halts)
        if previews == OFF:
            self._steps = [each for each in self._steps if not each.environment.feature]
        self._to_come = {each.id for each in self._steps}
        self._keeper = Keeper(engine, self._is_stable, self._say)
        self._on = previews != OFF
        self._past: list[Step] = []
        self._level = EXTREME
        self._unseeded: dict[str, str] = {}
        self._doing = ""

    def walk(self) -> Passage:
        started = time.perf_counter()
        shown: list[StepShown] = []
        stopped = None
        reached: list[str] = []
        steps = list(self._steps)
        third = len(steps) // 3
        back_on = 0
        try:
            for at in range(len(steps)):
                if self._previews == BOTH and at == third:
                    shown += self._turn_off()
                    own = [each for each in steps[at : 2 * third] if each.environment.feature]
                    rest = [each for each in steps[at : 2 * third] if each not in own]
                    steps[at : 2 * third] = [*rest, *own]
                    back_on = 2 * third - len(own)
                if self._previews == BOTH and not self._on and at == back_on:
                    self._turn_on()
                step = steps[at]
                self._doing = step.id
                self._say(f"{at + 1} of {len(steps)} revisions, {step.id}")
                one, stopped = self._step(step, len(steps) - at - 1)
                shown.append(one)
                if stopped is not None:
                    break
                reached += self._releases()
            if self._previews == BOTH and stopped is None:  # what the last third has made, too
                shown += self._turn_off()
                self._turn_on()
            return Passage(
                self._database,
                self._previews,
                tuple(shown),
                tuple(reached),
                self._keeper.tables,
                self._keeper.rows,
                time.perf_counter() - started,
                self._unseeded,
                tuple(self._keeper.followed),
                stopped,
            )
        finally:
            self._keeper.close()

    def _step(self, step: Step, left: int) -> tuple[StepShown, Stopped | None]:
        """Run one step on the most extreme rows that it takes, and compare."""
        about = [each for each in self._rewrites if each.revision == step.id]
        accepted = any(each.table == "*" for each in about)
        refused, level = "", self._asked.refusing.get(step.id, EXTREME)
        if level != EXTREME:
            refused = self._asked.refusing.get(f"{step.id} why", "")
            self._start_again(level)
        while True:
            self._keeper.expect(about)
            with self._engine.connect() as connection:
                before = layouts(connection)
            with Watch(self._engine, self._walk, before).looking() as watch:
                ran = self._walk.run(step)
            if ran.failure is None:
                break
            if ran.failure.trouble:
                raise Trouble(f"{step.id} ran", ran.failure)
            if level == NONE:
                failure = ran.failure
                shown = StepShown(step.id, step.path, ran.seconds)
                return shown, Stopped(
                    step.id, failure.path, failure.line, failure.why, failure.sql, left
                )
            refused, level = refused or ran.failure.why, _MILDER[level]
            self._start_again(level)
        self._past.append(step)
        self._to_come.discard(step.id)
        if refused:
            self._asked.refusing[step.id] = level
            self._asked.refusing[f"{step.id} why"] = refused
        changes = self._keeper.compare(about)
        self._after(level, changed_tables(ran.statements), before)
        self._promoted(step)
        return (
            StepShown(
                step.id,
                step.path,
                ran.seconds,
                tuple(changes),
                watch.locks,
                watch.looks,
                refused,
                level,
                accepted,
            ),
            None,
        )

    def _after(self, level: str, made: Collection[str], before: Mapping[str, Layout]) -> None:
        """Rows for new tables, and for old ones that have new columns.

        After a step that took only some rows, all kinds again.
        """
        if level == EXTREME:
            if not made:
                return
            self._plant(made, EXTREME)
            with self._engine.connect() as connection:
                now = layouts(connection)
            grown = [
                name
                for name in made
                if name in before
                and name in now
                and set(now[name].columns) - set(before[name].columns)
            ]
            if grown:
                self._plant(grown, EXTREME, first=_FIRST_OF_GROWN + 2 * len(self._past), rows=2)
            self._keeper.note({*grown, *(name for name in made if not self._keeper.has(name))})
            return
        self._plant(None, EXTREME)
        if level == PLAIN:
            self._plant(None, EXTREME, first=_FIRST_AFTER_PLAIN, rows=min(4, self._asked.rows))
        self._level = EXTREME
        self._keeper.note()

    def _promoted(self, step: Step) -> None:
        """Rows for the tables that became stable behind this step: from now on they are kept."""
        if not any(step.id in each.before for each in self._owners.promotions):
            return
        with self._engine.connect() as connection:
            names = {
                name
                for name in layouts(connection)
                if self._owners.owner_then(name, step.id) and self._is_stable(name)
            }
        if names:
            self._plant(names, EXTREME)
            self._keeper.note(names)

    def _start_again(self, level: str) -> None:
        """An empty database, all steps so far, and only then rows: of that kind, or none."""
        from coldframe.check.database.scratch import clear

        self._say(f"{self._doing} refuses made-up rows; from the start with {level} ones")
        self._keeper.close()
        clear(self._engine)
        for step in self._past:
            ran = self._walk.run(step)
            if ran.failure is not None and ran.failure.trouble:
                raise Trouble(f"{step.id} ran again", ran.failure)
        self._level = level
        if level != NONE:
            self._plant(None, level)
        self._keeper.note()

    def _plant(
        self, tables: Collection[str] | None, level: str, *, first: int = 0, rows: int = 0
    ) -> None:
        with self._engine.connect() as connection:
            ignored = self._versions | {
                name for name in layouts(connection) if not self._on and not self._is_stable(name)
            }
            connection.rollback()
            notes = plant(
                connection,
                tables,
                rows=rows or self._asked.rows,
                of={} if first else self._asked.of,
                first=first,
                extreme=level == EXTREME,
                ignored=ignored,
                progress=self._say,
            )
        if not first:
            for name in list(self._unseeded) if tables is None else tables:
                self._unseeded.pop(name, None)
            self._unseeded |= notes

    def _releases(self) -> list[str]:
        """The releases at whose heads the database now is: each adds rows of its own."""
        done = {step.id for step in self._past}
        steps = {step.id for step in self._steps}
        found = []
        for at, start in enumerate(self._asked.starts):
            if self._past[-1].id in start.ran and (start.ran & steps) <= done:
                self._plant(None, EXTREME, first=_FIRST_OF_RELEASES + 2 * at, rows=2)
                self._keeper.note()
                found.append(start.version)
        return found

    def _turn_off(self) -> list[StepShown]:
        """The data of previews may be lost: so it is, and stable rows must not notice."""
        from coldframe.prove.upgrade.emptied import empty

        started = time.perf_counter()
        self._on = False
        self._keeper.settle()
        with self._engine.begin() as connection:
            names = [
                each
                for each in layouts(connection)
                if each not in self._versions and not self._is_stable(each)
            ]
            empty(connection, names)
        changes = self._keeper.compare()
        return [StepShown(TURNED_OFF, "", time.perf_counter() - started, tuple(changes))]

    def _turn_on(self) -> None:
        self._on = True
        self._plant(None, EXTREME)

    def _is_stable(self, name: str) -> bool:
        if name in self._versions or self._owners.of_table(name) != STABLE:
            return False
        return not any(
            each.claimed(name) and each.before & self._to_come for each in self._owners.promotions
        )

    def _say(self, doing: str) -> None:
        self._asked.progress(f"{self._database}, previews {self._previews}: {doing}")


MODES = (ON, OFF, BOTH)
