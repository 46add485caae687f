"""An old name still works although its time is over.

After a promotion old names work until the release that the ending names (``aliases_until`` in
``ended.toml``, ``_UNTIL`` in the file that was left in the old place).  Known are that file, the
old names of entry points, and the old names of options: ``deprecated_name``,
``deprecated_group`` and ``DeprecatedOpt`` of oslo.config, and flags of argparse and click.

The record in ``ended.toml`` itself stays: it says what became of the feature.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.ended import is_over, tombstones
from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature
    from coldframe.declare.tombstone import Tombstone

RULE = Rule(
    name="stale_alias",
    family="clock",
    why="Users were told when the old name goes; if it stays, nobody believes the next date, and"
    " the preview tree fills up with what is no preview.",
    hint="Delete what keeps the old name working.",
)


def check(host: Host) -> Iterator[Finding]:
    """One finding per old name that should be gone, where it stands."""
    stones = tombstones(host)
    for feature in host.features:
        if feature.forwards_to:
            yield from _left_behind(host, feature, stones.get((feature.tree.module, feature.name)))
    for stone in stones.values():
        if not (stone.entry_points or stone.options) or not is_over(host, stone.aliases_until):
            continue
        yield from _entry_points(host, stone)
        if stone.options:
            from coldframe.check.clock.option_aliases import option_aliases

            for old, path, line in option_aliases(host.tree, stone.options):
                new = stone.options[old]
                yield RULE.at(
                    path,
                    line,
                    _message(host, f"option {old}", new, stone.aliases_until),
                    hint="Take the old name of the option out.",
                    feature=stone.feature,
                )


def _left_behind(host: Host, feature: Feature, stone: Tombstone | None) -> Iterator[Finding]:
    """What works under the old module's name."""
    from coldframe.check.placement.whereabouts import front
    from coldframe.check.shim import is_shim

    path = front(host, feature)
    shim = is_shim(host.tree.read(path))
    if shim is not None:
        until, line = shim.until, shim.line
    elif stone is not None:
        until, line = stone.aliases_until, 1
    else:
        return
    if is_over(host, until):
        yield RULE.at(
            path,
            line,
            _message(host, feature.module, feature.forwards_to, until),
            hint=f"Delete {feature.path}; who still needs it imports {feature.forwards_to}.",
            feature=feature.name,
        )


def _entry_points(host: Host, stone: Tombstone) -> Iterator[Finding]:
    for point in host.packaging.entry_points if stone.entry_points else ():
        old = f"{point.group}:{point.name}"
        if old in stone.entry_points:
            yield RULE.at(
                point.path,
                point.line,
                _message(host, f"entry point {old}", stone.entry_points[old], stone.aliases_until),
                hint="Take this line out.",
                feature=stone.feature,
            )


def _message(host: Host, old: str, new: str, until: str) -> str:
    now = host.clockwork.now
    assert now is not None
    instead = f" for {new}" if new else ""
    reached = f"{now} is being made" if now.planned else f"{now} is out"
    return f"{old} still works{instead}, which was promised until {until}; {reached}"
