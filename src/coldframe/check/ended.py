"""The records of features that have ended, of all preview trees."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coldframe.check.host import Host
    from coldframe.declare.tombstone import Tombstone


def tombstones(host: Host) -> dict[tuple[str, str], Tombstone]:
    """The records of ended features, by preview tree and name.

    Raises Mistake for a file that cannot be read.
    """
    found = {}
    for tree in host.preview_trees:
        path = f"{tree.path}/ended.toml"
        if host.tree.exists(path):
            from coldframe.declare.tombstone import parse_tombstones

            for stone in parse_tombstones(host.tree.read(path), path):
                found[tree.module, stone.feature] = stone
    return found


def is_over(host: Host, until: str) -> bool:
    """Whether the release ``until``, which has the old names no more, is out or being made."""
    now, calendar = host.clockwork.now, host.clockwork.calendar
    if not until or now is None or not calendar.knows(until):
        return False
    return calendar.in_order(now.version) >= calendar.in_order(until)


def living_aliases(host: Host) -> Iterator[Tombstone]:
    """The records whose old names still work.

    Raises Mistake for a file that cannot be read.
    """
    for stone in tombstones(host).values():
        if stone.aliases_until and not is_over(host, stone.aliases_until):
            yield stone
