"""Whether a revision that was stopped half-way can be run again: tried on copies.

What a failed revision leaves behind depends on the engine: PostgreSQL takes it all back, unless
there is a commit inside; MariaDB keeps what stands before each statement that changes the
schema; so does SQLite with Python's driver.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.database.environment import DJANGO
from coldframe.check.database.statement import DATA, RENAME, SCHEMA, Statement

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection, Engine

    from coldframe.check.database.environment import Environment
    from coldframe.check.database.walk import Ran, Step, Walk
    from coldframe.check.host import Host

_NEWEST = 5  # revisions that are tried when no release is known
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


class SecondRuns:
    """Stops revisions of one walk half-way, on copies, and runs them again.

    ``server`` is where the walk's database is.  ``doubtful`` tells that nobody has named
    this engine: then only what is wrong on every engine counts, a commit inside.
    """

    def __init__(self, server: str, *, doubtful: bool = False) -> None:
        self._server = server
        self._doubtful = doubtful
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

    @contextmanager
    def kept(self, step: Step, engine: Engine) -> Iterator[Engine | None]:
        """A copy of the database as it is before ``step``; None if ``step`` is not tried."""
        if step.path not in self._chosen:
            yield None
            return
        from coldframe.check.database.copying import copied

        with copied(self._server, engine) as copy:
            yield copy

    def of(self, walk: Walk, ran: Ran, before: Engine) -> SecondRun | None:
        """The first place behind which a stop cannot be mended by running it again.

        ``before`` is the copy that ``kept`` made.  None when every second run leaves what one
        run does, and when the revision fails anyway.  Raises Mistake for a lost connection and
        a full disk.
        """
        from coldframe.check.database.copying import copied
        from coldframe.check.database.scratch import title
        from coldframe.check.database.trouble import LOCKED, raise_if_broken_off

        database = title(before)

        stops = self._stops(ran.statements, before.dialect.name)
        if ran.step.environment.tool == DJANGO:  # one operation cannot be split by anybody
            sent = [each for each in ran.statements if not each.committed]
            stops = [at for at in stops if sent[at - 1].line != sent[at].line]
        if ran.failure is not None or not stops:
            return None
        if len(stops) > _STOPS:
            stops = sorted({stops[i * (len(stops) - 1) // (_STOPS - 1)] for i in range(_STOPS)})
        with copied(self._server, before) as whole:
            once = walk.on(whole).run(ran.step)
            raise_if_broken_off(database, once)
            if once.failure is not None:
                return None
            for stop in stops:
                with copied(self._server, before) as copy:
                    if walk.on(copy).run(ran.step, stop_before=stop).failure is None:
                        continue  # it did something else this time
                    second = walk.on(copy).run(ran.step)
                    raise_if_broken_off(database, second)
                    if second.failure is not None and second.failure.trouble == LOCKED:
                        continue  # by what the stopped run left open; it would die with a process
                    after = [each for each in ran.statements if not each.committed][stop - 1]
                    if second.failure is not None:
                        failed = second.failure
                        return SecondRun(after, failed.why, failed.path, failed.line)
                    if why := _difference(ran.statements, whole, copy):
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


def _difference(statements: Sequence[Statement], one: Engine, other: Engine) -> str:
    """How the tables that ``statements`` touch differ on two databases; ``""`` if they do not."""
    from coldframe.check.database.shape import shapes

    touched = set()
    for touch in (touch for statement in statements for touch in statement.touches):
        if touch.act in SCHEMA + DATA:
            touched |= {touch.table, touch.by} if touch.act == RENAME else {touch.table}
    with one.connect() as left, other.connect() as right:
        ours, theirs = shapes(left, touched), shapes(right, touched)
        for name in sorted(touched):
            if ours.get(name) != theirs.get(name):
                return f"it ends, but {name} is not what one run makes of it"
            rows, again = (_rows(side, name) if name in ours else 0 for side in (left, right))
            if rows != again:
                return f"it ends, but with {again} rows in {name} instead of {rows}"
    return ""


def _rows(connection: Connection, table: str) -> int:
    from sqlalchemy import func, select
    from sqlalchemy.sql import table as named

    return int(connection.execute(select(func.count()).select_from(named(table))).scalar() or 0)
