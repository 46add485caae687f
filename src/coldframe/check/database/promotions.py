"""Tables that were a preview's up to some revision, and are stable since."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from coldframe.check.database.environment import Environment
    from coldframe.check.host import Host


class Promotion(NamedTuple):
    """A promoted feature, the tables that it claimed, and the revisions until then, by id."""

    feature: str
    tables: tuple[str, ...]
    before: frozenset[str]

    def claimed(self, table: str) -> bool:
        """Whether the feature claimed the table."""
        return any(fnmatchcase(table, glob) for glob in self.tables)

    def was_preview(self, table: str, revision: str) -> bool:
        """Whether the table was still the preview's when the revision was written."""
        return revision in self.before and self.claimed(table)


def promotions(host: Host, listed: Sequence[Environment]) -> tuple[Promotion, ...]:
    """The promotions that the tombstones of ``host`` record, if they record tables.

    Until then stood the recorded heads of the lists, and what has to run before them.
    Raises Mistake for a file of tombstones that cannot be read.
    """
    from coldframe.check.database.revisions import behind, revisions
    from coldframe.check.ended import tombstones
    from coldframe.declare.tombstone import PROMOTED

    stones = [
        stone
        for stone in tombstones(host).values()
        if stone.ending == PROMOTED and stone.tables and stone.revisions
    ]
    if not stones:
        return ()
    known = {each.id: each for place in listed for each in revisions(host.tree, place)}
    return tuple(
        Promotion(
            stone.feature,
            stone.tables,
            frozenset().union(*(behind(known, head) for head in stone.revisions)),
        )
        for stone in stones
    )


def heads_now(host: Host) -> tuple[str, ...]:
    """The ids at which all lists of migrations of ``host`` end, in the order of the lists."""
    from coldframe.check.database.environment import environments
    from coldframe.check.database.revisions import heads, revisions

    found = [
        each.id
        for place in environments(host)
        for each in sorted(heads(revisions(host.tree, place)), key=lambda r: r.id)
    ]
    return tuple(dict.fromkeys(found))
