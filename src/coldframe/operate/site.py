"""What a site's database is at one moment: where it stands, and its tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from coldframe.check.database.environment import Environment
    from coldframe.check.database.revisions import Revision
    from coldframe.check.database.shape import Shape
    from coldframe.check.host import Host
    from coldframe.operate.loss_plan import Place


class Site(NamedTuple):
    """``tables`` are all but the version tables; ``engine`` is what people call it."""

    engine: str
    dialect: str
    server: str
    places: tuple[Place, ...]
    tables: dict[str, Shape]


def site_behind(
    engine: Engine, host: Host, listed: Sequence[Environment], known: Sequence[Revision]
) -> Site:
    """The site whose database ``engine`` reaches; raises Mistake as ``standing`` does."""
    from coldframe.check.database.scratch import title
    from coldframe.check.database.shape import shapes
    from coldframe.operate.standing import need_versions, standing

    places = standing(host, engine, listed, known)
    with engine.connect() as connection:
        tables = shapes(connection)
    versions = {place.version_table for place in places}
    tables = {name: shape for name, shape in tables.items() if name not in versions}
    need_versions(places, tables)
    server = ".".join(map(str, engine.dialect.server_version_info or ()))
    return Site(title(engine), engine.dialect.name, server, places, tables)
