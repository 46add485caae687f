"""Entry points that the metadata gives twice, once or more to a feature."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.check.packaging.entry_points import EntryPoint
    from coldframe.declare.feature import Feature


class Twice(NamedTuple):
    """One name of one group loads ``first`` of ``owner`` (None: stable code) and ``second``.

    ``feature`` is that of the second; of the two, stable code is always the first.
    """

    first: EntryPoint
    owner: Feature | None
    second: EntryPoint
    feature: Feature


def given_twice(host: Host) -> Iterator[Twice]:
    """Every such pair, unless a claim speaks of it: ``shared_claim`` reports those."""
    if not host.packaging.sources.may_name([tree.module for tree in host.preview_trees]):
        return
    by_name: dict[tuple[str, str], list[EntryPoint]] = {}
    for entry in host.packaging.entry_points:
        by_name.setdefault((entry.group, entry.name), []).append(entry)
    for entries in by_name.values():
        if len(entries) < 2:
            continue
        owned = [(entry, host.feature_named(entry.module)) for entry in entries]
        owned.sort(key=lambda pair: pair[1] is not None)  # stable: stable code first
        first, owner = owned[0]
        for second, feature in owned[1:]:
            if feature is None or feature == owner or first.value == second.value:
                continue
            if not any(_claims(each, second) for each in (owner, feature)):
                yield Twice(first, owner, second, feature)


def _claims(feature: Feature | None, entry: EntryPoint) -> bool:
    from coldframe.check.overlap.globs import matches

    declaration = feature.declaration if feature else None
    name = f"{entry.group}:{entry.name}"
    return declaration is not None and any(
        matches(glob, name) for glob in declaration.claims.entry_points
    )
