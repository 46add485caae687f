"""Says what the next upgrade does to one database, before it does."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from coldframe.declare.mistake import Mistake
from coldframe.operate.loss_plan import LossPlan

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection, Engine

    from coldframe.check.database.owners import Owners
    from coldframe.check.host import Host
    from coldframe.operate.address import Address
    from coldframe.operate.rehearsed import Rehearsed
    from coldframe.operate.site import Site


def migrations_plan(
    database: Address,
    start: str = ".",
    *,
    scratch: Address | None = None,
    progress: Callable[[str], None] = lambda doing: None,
) -> LossPlan:
    """What the revisions that ``database`` has still to run will do to it; nothing is written.

    The pending revisions run on a scratch database: on the server ``scratch``, where a database is
    made for it and dropped again, else in a file of SQLite.  This executes the host's code.

    Raises Mistake for whatever the operator has to put right first: no connection, no right to
    read, no version table, a version that this tree does not know.
    """
    from coldframe.check.database.django.apps import label
    from coldframe.check.database.environment import DJANGO, environments
    from coldframe.check.database.owners import Owners
    from coldframe.check.database.revisions import revisions
    from coldframe.check.discovery import open_host
    from coldframe.operate.alike import make_alike
    from coldframe.operate.connecting import plainly, reading
    from coldframe.operate.rehearsed import rehearsed
    from coldframe.operate.site import site_behind
    from coldframe.operate.standing import applied
    from coldframe.operate.standing_django import note_others

    host = open_host(start)
    listed = environments(host)
    if not listed:
        raise Mistake(
            "there are no migrations here",
            "Name the tree of the host, with its env.py of Alembic and the revisions: PATH",
        )
    known = tuple(each for place in listed for each in revisions(host.tree, place))
    progress(f"reading {database.shown}")
    with reading(database) as engine:
        site = site_behind(engine, host, listed, known)
    have = applied(site.places, known)
    apps: dict[str, set[str]] = {}
    for each in listed:
        if each.tool == DJANGO:
            apps.setdefault(each.version_table, set()).add(label(host.tree, each))
    waiting = [each for each in known if (each.environment, each.id) not in have]
    run = None
    if waiting:
        server = "sqlite"
        if scratch is not None and scratch.url.get_backend_name() != "sqlite":
            server = scratch.url.render_as_string(hide_password=False)

        def missing(made_on: Engine, there: Collection[str]) -> None:
            versions = {place.version_table for place in site.places}
            names = set(site.tables) - set(there) - versions
            if names:
                with reading(database) as engine, engine.connect() as connection:
                    make_alike(connection, made_on, names)
            with reading(database) as engine:
                for table, labels in apps.items():
                    note_others(engine, made_on, table, labels)

        with plainly(scratch or database):
            run = rehearsed(host, server, have, missing, progress)
    owners = run.history.owners if run else Owners(host, listed)
    progress(f"measuring {database.shown}")
    with reading(database) as engine, engine.connect() as connection:
        return _plan(host, database, site, run, owners, connection)


def _plan(
    host: Host,
    database: Address,
    site: Site,
    run: Rehearsed | None,
    owners: Owners,
    connection: Connection,
) -> LossPlan:
    from coldframe.operate.dependents import dependents
    from coldframe.operate.losing import Ledger
    from coldframe.operate.sizes import size
    from coldframe.operate.summed import changes, losses, pending

    ledger = Ledger(site.tables)
    chapters = run.chapters if run else ()
    ledger.follow(chapters)
    names = {one.table for one in ledger.lost} | {one.table for one in ledger.touched}
    sizes = {name: size(connection, name) for name in sorted(names)}
    hanging = dependents(connection, site.tables) if ledger.lost else {}
    trouble, differs, notes = _doubts(host, site, run)
    return LossPlan(
        database.shown,
        site.engine,
        site.server,
        run.engine if run else "",
        site.places,
        tuple(pending(chapter) for chapter in chapters),
        losses(ledger, owners, sizes, hanging),
        changes(ledger, owners, sizes),
        trouble,
        differs,
        notes,
    )


def _doubts(
    host: Host, site: Site, run: Rehearsed | None
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """What stops the upgrade, what is different at the site, and what we do not know."""
    from coldframe.check.database.environment import DJANGO
    from coldframe.operate.differences import differences, half_way

    if run is None:
        return (), (), ()
    same = run.engine == site.engine
    trouble: list[str] = []
    notes: list[str] = []
    differs: tuple[str, ...] = ()
    if run.tables is None and run.stopped is None:
        notes.append("Nothing has run here yet: the list begins at its first revision.")
    elif run.tables is not None:
        versions = {place.version_table for place in site.places}
        there, expected = site.tables, run.tables
        if any(each.tool == DJANGO for each in run.history.environments):
            # Of the apps of others, Django runs at each site what that site needs.
            own = {name for chapter in run.history.chapters for name in chapter.after}
            there = {name: shape for name, shape in there.items() if name in own}
            expected = {name: shape for name, shape in expected.items() if name in own}
        differs = differences(there, expected, versions, same_engine=same)
        trouble += half_way(host, run.chapters, site.tables, run.tables)
    if run.stopped is not None and run.stopped.failure is not None:
        failure, identity = run.stopped.failure, run.stopped.revision.id
        where = f"{identity} stops on {run.engine} at {failure.path}:{failure.line}: {failure.why}"
        pending = run.stopped in run.chapters
        if same and pending:
            trouble.append(where)
        else:
            notes.append(where)
            notes.append(
                "What pending revisions do was only read from their files"
                + (
                    "."
                    if same
                    else f"; name a server of {site.engine} where they can run: --scratch"
                )
            )
    elif not same:
        notes.append(
            f"The revisions ran on {run.engine}, and the database is {site.engine}: types were"
            " not compared, and what only one of them does is not seen; see --scratch."
        )
    return tuple(trouble), differs, tuple(notes)
