"""The pending revisions of a site, run on a scratch database that has the site's schema."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
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
    progress: Callable[[str], None],
) -> Rehearsed:
    """Walk the list to where the site stands, then on to its heads.

    ``server`` is ``sqlite`` or the URL of a server on which a database may be made; it is never
    the site's own database.  ``applied`` are the revisions that the site has run, as (path of the
    environment, revision).
    """
    from coldframe.check.database.history import record
    from coldframe.check.database.scratch import scratch
    from coldframe.check.database.shape import shapes

    expected: list[dict[str, Shape]] = []
    with scratch(server) as engine:

        def between() -> None:
            with engine.connect() as connection:
                expected.append(shapes(connection))

        history = record(host, engine, progress, first=applied, between=between)
    pending = tuple(
        chapter
        for chapter in history.chapters
        if (chapter.revision.environment, chapter.revision.id) not in applied
    )
    stopped = next((chapter for chapter in history.chapters if chapter.failure), None)
    return Rehearsed(history.database, history, pending, expected[0] if expected else None, stopped)
