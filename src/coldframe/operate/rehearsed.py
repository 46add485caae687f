"""The pending revisions of a site, run on a scratch database that has the site's schema."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from coldframe.check.database.history import Chapter, History
    from coldframe.check.database.shape import Shape
    from coldframe.check.host import Host


class Rehearsed(NamedTuple):
    """What the pending revisions did: their ``chapters``, in the order in which they run.

    ``engine`` is the kind of the scratch database.  ``tables`` is what the site's schema should
    be, None if the list stopped before it: then ``stopped`` is the chapter that failed.
    """

    engine: str
    history: History
    chapters: tuple[Chapter, ...]
    tables: dict[str, Shape] | None
    stopped: Chapter | None


def rehearsed(
    host: Host,
    server: str,
    applied: Collection[tuple[str, str]],
    missing: Callable[[Engine, Collection[str]], None],
    progress: Callable[[str], None],
) -> Rehearsed:
    """Walk the list to where the site stands, then on to its heads.

    ``server`` is ``sqlite`` or the URL of a server on which a database may be made; it is never
    the site's own database.  ``applied`` are the revisions that the site has run, as (path of the
    environment, revision).  ``missing`` makes on the scratch database what the site has beside the
    tables that are there; it is called before the pending revisions run.
    """
    from coldframe.check.database.history import record
    from coldframe.check.database.scratch import scratch, title
    from coldframe.check.database.shape import shapes
    from coldframe.check.database.trouble import troubles_told

    expected: list[dict[str, Shape]] = []  # once more when the walk has to begin again
    with scratch(server) as engine, troubles_told(title(engine)):

        def between() -> dict[str, Shape]:
            with engine.connect() as connection:
                expected.append(shapes(connection))
            missing(engine, expected[0])
            with engine.connect() as connection:
                return {n: s for n, s in shapes(connection).items() if n not in expected[0]}

        history = record(host, engine, progress, first=applied, between=between)
    pending = tuple(
        chapter
        for chapter in history.chapters
        if (chapter.revision.environment, chapter.revision.id) not in applied
    )
    stopped = next((chapter for chapter in history.chapters if chapter.failure), None)
    return Rehearsed(history.database, history, pending, expected[0] if expected else None, stopped)
