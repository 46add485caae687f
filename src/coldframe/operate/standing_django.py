"""Where a site of Django stands: what its table of migrations says of each app."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from coldframe.check.database.django.apps import label
from coldframe.check.database.django.revisions import replaced_by
from coldframe.check.database.revisions import heads
from coldframe.declare.mistake import Mistake
from coldframe.operate.loss_plan import Place

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from coldframe.check.database.environment import Environment
    from coldframe.check.database.revisions import Revision
    from coldframe.check.host import Host


def django_standing(
    host: Host, engine: Engine, listed: Sequence[Environment], known: Sequence[Revision]
) -> tuple[Place, ...]:
    """Where the database behind ``engine`` stands in each app.

    A squashed migration has run if all that it replaces has.  Raises Mistake for a database that
    has run what this tree does not have, and for one in the midst of what was squashed.
    """
    rows = _rows(engine, listed[0].version_table) if listed else None
    places = []
    for environment in listed:
        own = [each for each in known if each.environment == environment.path]
        now = None
        if rows is not None:
            app = label(host.tree, environment)
            told = [f"{app}.{name}" for of, name in rows if of == app]
            replaced = replaced_by(host.tree, environment)
            ran = _squashed(set(told), replaced)
            there = {each.id for each in own}.union(*replaced.values())
            # What ran before something known may be of the time before it was squashed.
            last = max((at for at, each in enumerate(told) if each in there), default=-1)
            strange = [each for each in told[last + 1 :] if each not in there]
            if strange:
                raise Mistake(
                    f"the database has run {', '.join(strange)}, which {environment.path} of this"
                    " tree does not have",
                    "The database is newer than the code, or of another branch or host: use the"
                    " tree that it was last upgraded with, or a newer one.",
                )
            now = tuple(sorted(each.id for each in heads(e for e in own if e.id in ran)))
        ends = tuple(sorted(each.id for each in heads(own)))
        places.append(
            Place(environment.path, environment.feature, environment.version_table, now, ends)
        )
    return tuple(places)


def note_others(site: Engine, scratch: Engine, table: str, own: Collection[str]) -> None:
    """Say on ``scratch`` that what the site has run of apps beside ``own`` has run, too.

    Their tables are there, made like the site's; Django must not make them once more.
    """
    from datetime import UTC, datetime

    from sqlalchemy import DateTime, column, insert
    from sqlalchemy import table as named

    there, have = _rows(scratch, table), _rows(site, table)
    if there is None or have is None:
        return
    rows = [
        {"app": app, "name": name, "applied": datetime.now(UTC).replace(tzinfo=None)}
        for app, name in sorted(set(have) - set(there))
        if app not in own
    ]
    if rows:
        into = named(table, column("app"), column("name"), column("applied", DateTime()))
        with scratch.begin() as connection:
            connection.execute(insert(into), rows)


def _rows(engine: Engine, table: str) -> list[tuple[str, str]] | None:
    """App and name of each migration that has run, in that order; None without the table."""
    from sqlalchemy import String, column, inspect, select
    from sqlalchemy import table as named

    with engine.connect() as connection:
        if not inspect(connection).has_table(table):
            return None
        known = named(table, column("app", String()), column("name", String()))
        asked = select(known).order_by(column("id"))
        return [(str(app), str(name)) for app, name in connection.execute(asked)]


def _squashed(ran: set[str], replaced: dict[str, frozenset[str]]) -> set[str]:
    """``ran`` with squashed migrations instead of what they replace."""
    for squashed, old in replaced.items():
        if old and old <= ran:
            ran |= {squashed}
        elif old & ran and squashed not in ran:
            raise Mistake(
                f"the database has run {', '.join(sorted(old & ran))}, a part only of what"
                f" {squashed} replaces",
                "Upgrade it first with the last release that has these migrations by themselves.",
            )
    return ran - {each for old in replaced.values() for each in old}
