"""Where a site stands in each list of revisions, and what it has run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from coldframe.check.database.revisions import behind, heads
from coldframe.declare.mistake import Mistake
from coldframe.operate.loss_plan import Place

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.engine import Engine

    from coldframe.check.database.environment import Environment
    from coldframe.check.database.revisions import Revision
    from coldframe.check.host import Host

_NAMED = 5  # tables that are named in a message


def standing(
    host: Host, engine: Engine, listed: Sequence[Environment], known: Sequence[Revision]
) -> tuple[Place, ...]:
    """Where the database behind ``engine`` stands in each of the lists.

    Raises Mistake for a database of another host or without version tables, and for one that
    stands at a revision which this tree does not have.
    """
    from coldframe.check.database.environment import DJANGO
    from coldframe.check.database.walk import Walk

    apps = [each for each in listed if each.tool == DJANGO]
    lists = [each for each in listed if each.tool != DJANGO]
    places: list[Place] = []
    if apps:
        from coldframe.operate.standing_django import django_standing

        places += django_standing(host, engine, apps, known)
    walk = Walk(host.tree.root, lists, engine)
    for environment in lists:
        own = [each for each in known if each.environment == environment.path]
        now = walk.heads(environment)
        strange = sorted(set(now or ()) - {each.id for each in own})
        if strange:
            raise Mistake(
                f"the database stands at {', '.join(strange)}, which {environment.path} of this"
                " tree does not have",
                "The database is newer than the code, or of another branch or host: use the tree"
                " that it was last upgraded with, or a newer one.",
            )
        ends = tuple(sorted(each.id for each in heads(own)))
        places.append(
            Place(environment.path, environment.feature, environment.version_table, now, ends)
        )
    return tuple(places)


def need_versions(places: Sequence[Place], tables: Collection[str]) -> None:
    """Refuse a database with tables of which no version table says how they came about."""
    if not tables or any(place.now is not None for place in places):
        return
    names = " or ".join(dict.fromkeys(place.version_table for place in places))
    fake = "manage.py migrate --fake APP NAME" if "django" in names else "alembic stamp REVISION"
    some = ", ".join(sorted(tables)[:_NAMED]) + (", …" if len(tables) > _NAMED else "")
    raise Mistake(
        f"the database has {len(tables)} tables ({some}) and no version table {names}",
        "Is it the right database? If its tables were made without migrations, say first what"
        f" they are: {fake}",
    )


def applied(places: Sequence[Place], known: Sequence[Revision]) -> frozenset[tuple[str, str]]:
    """The revisions that the site has run: (path of the environment, revision)."""
    found: set[tuple[str, str]] = set()
    for place in places:
        by_id: Mapping[str, Revision] = {
            each.id: each for each in known if each.environment == place.environment
        }
        for head in place.now or ():
            found |= {(place.environment, each) for each in behind(by_id, head)}
    return frozenset(found)
