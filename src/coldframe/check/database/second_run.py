"""Whether a revision that was stopped half-way can be run again: tried on copies.

What a failed revision leaves behind depends on the engine: PostgreSQL takes it all back, unless
there is a commit inside; MariaDB keeps what stands before each statement that changes the
schema; so does SQLite with Python's driver.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.database.environment import DJANGO
from coldframe.check.database.statement import DATA, RENAME, SCHEMA, Statement

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection, Engine

    from coldframe.check.database.environment import Environment
    from coldframe.check.database.shape import Shape
    from coldframe.check.database.walk import Ran, Step, Walk
    from coldframe.check.host import Host

_NEWEST = 20  # revisions that are tried when no release is known
_STOPS = 12  # places in one revision at which it is stopped, at most


class SecondRun(NamedTuple):
    """What happens when a revision was stopped behind ``after`` and is run again.

    ``why`` is the error of the second run, or how its outcome differs; ``path`` and ``line``
    are where it stops.
    """

    after: Statement
    why: str
    path: str
    line: int


@contextmanager
def second_runs(
    server: str,
    *,
    doubtful: bool = False,
    progress: Callable[[str], None] = lambda doing: None,
) -> Iterator[SecondRuns]:
    """What tries second runs on copies on ``server``, which are gone at the end.

    ``doubtful`` tells that nobody has named this engine: then only what is wrong on every
    engine counts, a commit inside.
    """
    from coldframe.check.database.copying import copies

    with copies(server) as before, copies(server) as trial:
        yield SecondRuns(before, trial, doubtful, progress)


class SecondRuns:
    """Stops revisions of one walk half-way, on copies, and runs them again."""

    def __init__(
        self,
        before: Callable[[Engine], Engine],
        trial: Callable[[Engine], Engine],
        doubtful: bool,
        progress: Callable[[str], None],
    ) -> None:
        self._before, self._trial = before, trial
        self._doubtful = doubtful
        self._progress = progress
        self._chosen: frozenset[str] = frozenset()

    def choose(self, host: Host, listed: Sequence[Environment], steps: Sequence[Step]) -> None:
        """Take the revisions that are not in the last release, or else the newest; note which."""
        from coldframe.check.database.released import released

        old = {each.path: released(host, each) for each in listed}
        known = {path: found for path, found in old.items() if found is not None}
        if known:
            chosen = [
                step
                for step in steps
                if step.environment.path not in known
                or step.id not in known[step.environment.path].revisions
            ]
            version = next(iter(known.values())).version
            which = f"the {len(chosen)} of {len(steps)} revisions that are not in {version}"
        else:
            chosen = list(steps[-_NEWEST:])
            which = f"the last {len(chosen)} of {len(steps)} revisions, as no release is known"
        self._chosen = frozenset(step.path for step in chosen)
        if len(chosen) < len(steps):
            host.notes.append(f"Stopped half-way and run again were {which}.")

    def kept(self, step: Step, engine: Engine) -> Engine | None:
        """A copy of the database as it is before ``step``; None if ``step`` is not tried."""
        return self._before(engine) if step.path in self._chosen else None

    def of(self, walk: Walk, ran: Ran, before: Engine) -> SecondRun | None:
        """The first place behind which a stop cannot be mended by running it again.

        ``before`` is the copy that ``kept`` made.  None when every second run leaves what one
        run does, and when the revision fails anyway.  Raises Mistake for a lost connection and
        a full disk.
        """
        from coldframe.check.database.scratch import title
        from coldframe.check.database.trouble import LOCKED, raise_if_broken_off

        stops = self._stops(ran.statements, before.dialect.name)
        sent = [each for each in ran.statements if not each.committed]
        if ran.step.environment.tool == DJANGO:  # one operation cannot be split by anybody
            stops = [at for at in stops if sent[at - 1].line != sent[at].line]
        if ran.failure is not None or not stops:
            return None
        if len(stops) > _STOPS:
            stops = sorted({stops[i * (len(stops) - 1) // (_STOPS - 1)] for i in range(_STOPS)})
        database, touched = title(before), _touched(ran.statements)
        whole = self._trial(before)
        first = walk.on(whole).run(ran.step)
        raise_if_broken_off(database, first)
        if first.failure is not None:
            return None
        once = _left(whole, touched)
        for stop in stops:
            self._progress(
                f"{database}: {ran.step.id}, stopped behind statement {stop} of {len(sent)},"
                " and run again"
            )
            copy = self._trial(before)
            if walk.on(copy).run(ran.step, stop_before=stop).failure is None:
                continue  # it did something else this time
            second = walk.on(copy).run(ran.step)
            raise_if_broken_off(database, second)
            if second.failure is not None and second.failure.trouble == LOCKED:
                continue  # by what the stopped run left open; it would die with a process
            after = sent[stop - 1]
            if second.failure is not None:
                failed = second.failure
                return SecondRun(after, failed.why, failed.path, failed.line)
            if why := _difference(once, _left(copy, touched)):
                return SecondRun(after, why, after.path, after.line)
        return None

    def _stops(self, statements: Sequence[Statement], dialect: str) -> list[int]:
        """How many statements have been sent at the places where something has been kept."""
        found, sent, kept = [], 0, False
        keeps_schema = dialect != "postgresql" and not self._doubtful
        for statement in statements:
            if statement.committed:
                kept = True  # what comes next may commit by itself (Alembic's autocommit_block)
                continue
            if kept and sent:
                found.append(sent)
            sent += 1
            if keeps_schema and any(touch.act in SCHEMA for touch in statement.touches):
                kept = True
        return found


def _touched(statements: Sequence[Statement]) -> set[str]:
    """The tables that ``statements`` change, by old and new names."""
    touched = set()
    for touch in (touch for statement in statements for touch in statement.touches):
        if touch.act in SCHEMA + DATA:
            touched |= {touch.table, touch.by} if touch.act == RENAME else {touch.table}
    return touched


def _left(engine: Engine, tables: set[str]) -> dict[str, tuple[Shape, int]]:
    """Each of ``tables`` that is there, and how many rows it has."""
    from coldframe.check.database.shape import shapes

    with engine.connect() as connection:
        found = shapes(connection, tables)
        return {name: (shape, _rows(connection, name)) for name, shape in found.items()}


def _difference(once: dict[str, tuple[Shape, int]], again: dict[str, tuple[Shape, int]]) -> str:
    """How the tables differ that one run and a second one leave; ``""`` if they do not."""
    for name in sorted(once.keys() | again.keys()):
        (shape, rows), (new, number) = once.get(name, (None, 0)), again.get(name, (None, 0))
        if shape != new:
            return f"it ends, but {name} is not what one run makes of it"
        if rows != number:
            return f"it ends, but with {number} rows in {name} instead of {rows}"
    return ""


def _rows(connection: Connection, table: str) -> int:
    from sqlalchemy import func, select
    from sqlalchemy.sql import table as named

    return int(connection.execute(select(func.count()).select_from(named(table))).scalar() or 0)
