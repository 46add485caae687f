"""Names of entry points in values: plugins that were renamed, or that nobody offers any more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from coldframe.operate.upgrade_check.editing import shown
from coldframe.operate.upgrade_check.judging.words import Word, removal, words
from coldframe.operate.upgrade_check.remark import ENTRY_POINT, STOPS, WARNS, Cut, Remark

if TYPE_CHECKING:
    from coldframe.operate.upgrade_check.judging.ground import Ground
    from coldframe.operate.upgrade_check.setting import Setting, SiteFile


class _Fate(NamedTuple):
    what: str
    effect: str
    new: str = ""
    until: str = ""
    feature: str = ""
    remedy: str = ""


def judged(ground: Ground, file: SiteFile, setting: Setting) -> Iterator[Remark]:
    """A remark for each entry point that the setting names and the upgrade changes."""
    for word in words(setting):
        groups = sorted(
            group for group in ground.groups.get(word.text, ()) if _about(group, setting.option)
        )
        if not groups:
            continue
        line = setting.line + file.data.count(b"\n", setting.start, word.start)
        for group in groups:
            value = ground.release.entry_points.get((group, word.text), "")
            module = ground.feature_in(value.partition(":")[0])
            ground.use(module, [f"{file.path}:{line}"])
        fates = [fate for group in groups if (fate := _fate(ground, group, word.text))]
        # The option may mean another group in which the name is still there.
        if len(fates) == len(groups):
            yield _remark(file, setting, word, line, fates[0])


def _about(group: str, option: str) -> bool:
    """Whether an option of that name takes entry points of that group, as their names tell."""
    tail = group.rpartition(".")[2].lower().rstrip("s")
    name = option.lower().rstrip("s")
    return name == tail or name.endswith(f"_{tail}") or tail.endswith(f"_{name}")


def _fate(ground: Ground, group: str, name: str) -> _Fate | None:
    there = (group, name) in ground.release.entry_points
    for _tree, stone in ground.tombstones:
        new = stone.entry_points.get(f"{group}:{name}")
        if new is None:
            continue
        what = f"{stone.feature} was {stone.ending} in {stone.release}"
        if stone.successor and not new:
            what += f"; use {stone.successor}"
        if new:
            what = f"{what}, and its entry point in {group} is called {new} now"
        if there:
            until = f"; the old name works until {stone.aliases_until}"
            what += until if stone.aliases_until else ""
        return _Fate(what, WARNS if there else STOPS, new, stone.aliases_until, stone.feature)
    if there:
        return None
    lost = [one for one in ground.before if (group, name) in one.entry_points]
    others = [one for one in ground.here.values() if one not in ground.before]
    if not lost or any((group, name) in one.entry_points for one in others):
        return None
    owner = lost[0]
    move = ground.moves.of(owner.entry_points[group, name].partition(":")[0])
    if move and move.elsewhere:
        what = f"{move.why}; {name} of {group} is offered by {move.successor}"
        return _Fate(what, STOPS, "", "", move.feature, ground.missing(move.successor))
    ended = f" ({move.why})" if move else ""
    what = f"{ground.title} has no entry point {name} in {group}, which"
    what += f" {owner.name} {owner.version} has{ended}"
    return _Fate(what, STOPS, feature=move.feature if move else "")


def _remark(file: SiteFile, setting: Setting, word: Word, line: int, fate: _Fate) -> Remark:
    cuts: tuple[Cut, ...] = ()
    if fate.new:
        cuts = (Cut(word.start, word.end, fate.new),)
    elif not fate.remedy:
        cuts = removal(file, setting, word)
    before, after = shown(file, setting, word.start, [(word.start, word.end)], cuts)
    return Remark(
        kind=ENTRY_POINT,
        effect=fate.effect,
        path=file.path,
        line=line,
        setting=setting.name,
        feature=fate.feature,
        what=fate.what,
        old=word.text,
        new=fate.new,
        remedy=fate.remedy or ("" if cuts else "Take it out by hand."),
        until=fate.until,
        cuts=cuts,
        before=before,
        after=after if cuts else "",
    )
