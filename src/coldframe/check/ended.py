"""The records of features that have ended, of all preview trees."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
