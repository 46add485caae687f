"""What every revision of a host does to one kind of database: what rules look at."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.database.environment import DJANGO, Environment, environments
from coldframe.check.database.owners import Owners
from coldframe.check.database.revisions import Revision, revisions
from coldframe.check.database.shape import Shape
from coldframe.check.database.statement import CREATE, RENAME

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from coldframe.check.database.dependents import Dependent
    from coldframe.check.database.differences import Difference
    from coldframe.check.database.second_run import SecondRun, SecondRuns
    from coldframe.check.database.statement import Statement
    from coldframe.check.database.walk import Failure, Step
    from coldframe.check.host import Host


class Chapter(NamedTuple):
    """One revision: what it sent, and the tables it touched as they were before and after.

    ``owner`` is the feature to which the revision belongs, ``""`` for stable code.  ``failure``
    says why it stopped; what comes after a failure was only ``read``: then the statements
    are what its file shows, and there are no shapes.  What the file shows and did not run (a step
    that hangs on what is there) stands behind what ran, each marked ``static``.  Its tables had
    seeded rows, unless it ``refused`` them for the reason given there, and ran on empty ones.
    ``second_run`` tells what happens when it is run again after a stop half-way, if that was
    tried and went wrong.
    """

    revision: Revision
    owner: str
    statements: tuple[Statement, ...]
    before: dict[str, Shape]
    after: dict[str, Shape]
    seconds: float = 0.0
    failure: Failure | None = None
    read: bool = False
    refused: str = ""
    second_run: SecondRun | None = None


class History(NamedTuple):
    """All chapters in the order in which they ran, on one ``database`` (``PostgreSQL``)."""

    database: str
    environments: tuple[Environment, ...]
    revisions: tuple[Revision, ...]
    owners: Owners
    chapters: tuple[Chapter, ...]
    tables: dict[str, Shape]  # at the end; empty when a revision failed
    unseeded: dict[str, str]  # why a table had no rows, by its name
    reached: dict[str, Shape] = {}  # at the end, or where a revision failed
    dependents: tuple[Dependent, ...] = ()  # the views and triggers there
    differences: tuple[Difference, ...] = ()  # to the models; empty when a revision failed


def record(
    host: Host,
    engine: Engine,
    progress: Callable[[str], None] = lambda doing: None,
    second_runs: SecondRuns | None = None,
    *,
    compared: bool = False,
    first: Collection[tuple[str, str]] = (),
    between: Callable[[], dict[str, Shape]] = dict,
) -> History:
    """Run every revision of ``host`` on ``engine``, an empty database, and keep what happens.

    A few rows are put into each table after the revision that made it, so that loops over rows
    send something; what that sends is no part of the history.  With ``second_runs`` some
    revisions are also stopped half-way and run again, on copies.  ``compared`` compares the end
    with the models.
    After a failure the rest of the revisions are read only: their database is not there.
    ``first`` are those that run before all others (path of the environment, revision); when they
    have all run, and none has failed, ``between`` is called, and returns the tables it has made.
    Raises Mistake for a list of revisions that Alembic cannot follow.
    """
    from coldframe.check.database.dependents import dependents
    from coldframe.check.database.differences import differences
    from coldframe.check.database.scratch import title
    from coldframe.check.database.seeded_walk import SeededWalk
    from coldframe.check.database.shape import shapes
    from coldframe.check.database.static_reading import not_run, read_statements
    from coldframe.check.database.walk import forgetting
    from coldframe.check.database.ways import walk_of

    listed = environments(host)
    known = tuple(each for place in listed for each in revisions(host.tree, place))
    by_path = {each.path: each for each in known}
    owners, database = Owners(host, listed), title(engine)
    walk = walk_of(host.tree.root, listed, engine)
    seeded = SeededWalk(walk)
    chapters: list[Chapter] = []
    tables: dict[str, Shape] = {}
    failed = False
    with forgetting(host.tree.root):
        steps = sorted(walk.steps(), key=lambda s: (s.environment.path, s.id) not in first)
        host.notes += _idle(listed, steps)
        ahead = sum((step.environment.path, step.id) in first for step in steps)
        if second_runs is not None:
            second_runs.choose(host, listed, steps)
        for number, step in enumerate(steps, 1):
            if ahead and number == ahead + 1 and not failed:
                tables |= seeded.also(between)
            revision = by_path.get(step.path)
            if revision is None:  # computed, so that only Alembic can tell
                continue
            revision = by_path[step.path] = revision._replace(labels=step.labels)
            if failed:
                statements = read_statements(host.tree, revision, engine.dialect.name)
                owner = owners.of_revision(revision, statements)
                _note_made(owners, owner, statements)
                chapters.append(Chapter(revision, owner, statements, {}, {}, read=True))
                continue
            progress(f"{database}: {number} of {len(steps)} revisions, {step.id}")
            earlier = second_runs.kept(step, engine) if second_runs else None
            ran, refused = seeded.run(step)
            tried = second_runs.of(walk, ran, earlier) if second_runs and earlier else None
            touched = _touched(ran.statements)
            with engine.connect() as connection:
                after = shapes(connection, touched)
            before = {name: tables[name] for name in touched if name in tables}
            tables = {n: s for n, s in tables.items() if n not in touched} | after
            statements = ran.statements
            statements += not_run(host.tree, revision, statements, engine.dialect.name)
            owner = owners.of_revision(revision, statements)
            _note_made(owners, owner, statements)
            failed = ran.failure is not None
            chapters.append(
                Chapter(
                    revision,
                    owner,
                    statements,
                    before,
                    after,
                    ran.seconds,
                    ran.failure,
                    refused=refused,
                    second_run=tried,
                )
            )
        with engine.connect() as connection:
            reached = shapes(connection)  # a renamed table changes those that refer to it
            for place in listed:
                reached.pop(place.version_table, None)
            found = dependents(connection, reached.keys())
        differing: tuple[Difference, ...] = ()
        if compared and not failed:
            progress(f"{database}: comparing with the models")
            differing = differences(host, engine, listed, chapters, owners)
    return History(
        database,
        listed,
        tuple(by_path.values()),
        owners,
        tuple(chapters),
        {} if failed else tables,
        seeded.unseeded,
        reached,
        found,
        differing,
    )


def _idle(listed: Sequence[Environment], steps: Sequence[Step]) -> Iterator[str]:
    """Apps of Django with migrations that it does not run."""
    running = {step.environment.path for step in steps}
    for each in listed:
        if each.tool == DJANGO and each.path not in running:
            yield f"{each.path} was not run: its app is not in INSTALLED_APPS."


def _touched(statements: Sequence[Statement]) -> set[str]:
    """The tables whose shape a revision may have changed, old and new names."""
    from coldframe.check.database.statement import SCHEMA

    found: set[str] = set()
    for statement in statements:
        for touch in statement.touches:
            if touch.act in SCHEMA:
                found.add(touch.table)
                if touch.act == RENAME and touch.by:
                    found.add(touch.by)
    return found


def _note_made(owners: Owners, owner: str, statements: Sequence[Statement]) -> None:
    """Who creates a table first has made it."""
    for statement in statements:
        for touch in statement.touches:
            if touch.act == CREATE:
                owners.made(touch.table, owner)
            elif touch.act == RENAME and touch.by and owners.of_table(touch.table) == owner:
                owners.made(touch.by, owner)
