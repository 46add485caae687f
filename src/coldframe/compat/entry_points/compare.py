"""Two versions of the entry points, compared."""

from __future__ import annotations

from collections.abc import Iterator

from coldframe.compat.declared.aliases import alias_of
from coldframe.compat.declared.difference import Difference
from coldframe.compat.declared.places import differing, gone, new, stages
from coldframe.compat.entry_points.entry import EntryPoint, EntryPoints

_SCRIPTS = frozenset({"console_scripts", "gui_scripts"})


def entry_point_differences(base: EntryPoints, head: EntryPoints) -> Iterator[Difference]:
    """Every difference from ``base`` to ``head``."""
    there = {each.name: each for each in head.all}
    groups = {each.group for each in head.all}
    told: set[str] = set()
    for point in base.all:
        now = there.get(point.name)
        if now is not None:
            yield from stages("entry_point", point, now, _shown(point))
            yield from _target(point, now, head)
        elif alias := alias_of(point.name, head.aliases, there):
            yield differing(
                "entry_point_alias_kept",
                point,
                there[alias.new],
                _shown(point),
                new=_word(alias.new),
                until=alias.until,
            )
        elif point.group in groups or not head.whole or _alone(point, base):
            yield _gone(point, base, head)
        elif point.group not in told:
            told.add(point.group)
            yield _group(point, base)
    known = {each.name for each in base.all}
    for point in head.all:
        if point.name not in known and base.whole:
            yield new("entry_point_added", point, _shown(point))


def _alone(point: EntryPoint, base: EntryPoints) -> bool:
    stages = {each.stage for each in base.all if each.group == point.group}
    return point.group in _SCRIPTS or len(stages) > 1 or _count(point, base) == 1


def _count(point: EntryPoint, base: EntryPoints) -> int:
    return sum(each.group == point.group for each in base.all)


def _group(point: EntryPoint, base: EntryPoints) -> Difference:
    count = str(_count(point, base))
    return gone("entry_point_group_removed", point, point.group, count=count)


def _gone(point: EntryPoint, base: EntryPoints, head: EntryPoints) -> Difference:
    before = {each.name for each in base.all}
    same = [
        each.name
        for each in head.all
        if each.target == point.target and each.name not in before and each.group == point.group
    ]
    where = f"; {_word(same[0])} loads the same now" if same else ""
    if not head.whole:
        return gone("entry_point_perhaps_removed", point, _shown(point))
    rule = "script_removed" if point.group in _SCRIPTS else "entry_point_removed"
    return gone(rule, point, _shown(point), where=where)


def _target(point: EntryPoint, now: EntryPoint, head: EntryPoints) -> Iterator[Difference]:
    if point.target == now.target:
        return
    module = point.target.partition(":")[0]
    kept = module in head.modules and point.target not in head.lost
    kept = kept or any(f"{module}.".startswith(f"{old}.") for old in head.old)
    rule = "entry_point_target_kept" if kept else "entry_point_target_changed"
    yield differing(rule, point, now, _shown(point), old=point.target, new=now.target)


def _shown(point: EntryPoint) -> str:
    return _word(point.name) if point.group in _SCRIPTS else point.name


def _word(name: str) -> str:
    group, _, word = name.partition(":")
    return word if group in _SCRIPTS else name
