"""Features that earlier releases had, and where they went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.check.children import NONE
from coldframe.check.ended import tombstones
from coldframe.check.inventory.records import Departed
from coldframe.declare.settings import USUAL_SHARED_NAMES

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.calendar import Release
    from coldframe.declare.feature import PreviewTree
    from coldframe.source.departures import Departure


def departed(host: Host) -> tuple[Departed, ...]:
    """What left the preview trees, the latest first; the host's present is not after ``now``."""
    clockwork = host.clockwork
    past = clockwork.until_now(clockwork.presence.tagged)
    found: list[Departed] = []
    for tree in host.preview_trees:
        found += _of_tree(host, tree, past)
    order = clockwork.calendar.in_order
    return tuple(sorted(found, key=lambda d: (order(d.last.version), d.name), reverse=True))


def _of_tree(host: Host, tree: PreviewTree, past: list[Release]) -> list[Departed]:
    presence = host.clockwork.presence
    here = {f.name for f in host.features if f.tree.module == tree.module}
    here |= {name.rpartition(".")[2] for name in tree.shared}
    spans: dict[str, tuple[Release, Release, Release | None]] = {}
    for place, release in enumerate(past):
        after = past[place + 1] if place + 1 < len(past) else None
        for name in presence.at(release, tree):
            if name not in here and _may_be_feature(host, tree, name):
                first = spans[name][0] if name in spans else release
                spans[name] = (first, release, after)
    stones = tombstones(host)
    whereabouts = _whereabouts(host, tree, spans)
    left = []
    for name, (first, last, after) in spans.items():
        one = Departed(name, f"{tree.module}.{name}", first, last, after)
        if name in whereabouts:
            went = whereabouts[name]
            one = one._replace(to=went.to, files=went.files, moved=went.moved)
        stone = stones.get((tree.module, name))
        if stone is not None:
            one = one._replace(ending=stone.ending, reason=stone.reason)
        if one.files or stone is not None:  # else a folder without code
            left.append(one)
    return left


def _may_be_feature(host: Host, tree: PreviewTree, name: str) -> bool:
    if f"{tree.module}.{name}" in host.settings.features:
        return True
    return not (
        name in NONE
        or name in USUAL_SHARED_NAMES
        or name.startswith("_")
        or f"{tree.module}.{name}" in host.settings.shared
    )


def _whereabouts(
    host: Host, tree: PreviewTree, spans: dict[str, tuple[Release, Release, Release | None]]
) -> dict[str, Departure]:
    """Where the code of each departed module went, asking git once for each pair of releases."""
    from coldframe.source.departures import departures
    from coldframe.source.git import GitError

    leaving: dict[tuple[str, str], dict[str, str]] = {}
    for name, (_, last, after) in spans.items():
        pair = (f"refs/tags/{last.tag}", f"refs/tags/{after.tag}" if after else "HEAD")
        leaving.setdefault(pair, {})[name] = host.clockwork.presence.path_at(last, tree, name)
    found: dict[str, Departure] = {}
    for (before, now), paths in leaving.items():
        try:
            went = departures(host.tree.root, before, now, list(paths.values()))
        except GitError:
            continue  # a commit that this clone lacks
        found |= {name: went[path] for name, path in paths.items()}
    return found
