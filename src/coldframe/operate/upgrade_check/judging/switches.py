"""Names of preview features that a site switches on, although they have ended."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.operate.upgrade_check.editing import shown
from coldframe.operate.upgrade_check.judging.words import removal, words
from coldframe.operate.upgrade_check.remark import FEATURE, STOPS, Remark

if TYPE_CHECKING:
    from coldframe.operate.upgrade_check.judging.ground import Ground
    from coldframe.operate.upgrade_check.release import PreviewTree
    from coldframe.operate.upgrade_check.setting import Setting, SiteFile


def judged(ground: Ground, file: SiteFile, setting: Setting) -> Iterator[Remark]:
    """A remark for each feature that the setting names and that is none any more."""
    for tree in ground.release.previews:
        if not _switches(tree, setting):
            continue
        ended = {stone.feature: stone for stone in tree.tombstones}
        for word in words(setting):
            name = word.text.removeprefix(f"{tree.module}.")
            line = setting.line + file.data.count(b"\n", setting.start, word.start)
            if name in tree.declarations:
                ground.use(f"{tree.module}.{name}", [f"{file.path}:{line}"])
                continue
            if name not in ended and not _was_here(ground, tree, name):
                continue
            if name in ended:
                stone = ended[name]
                what = f"{name} was {stone.ending} in {stone.release}"
                if stone.ending == "promoted":
                    what += ": it is stable, and nobody has to switch it on"
                elif stone.successor:
                    what += f"; use {stone.successor}"
            else:
                what = f"{ground.title} has no preview feature {name} any more"
            cuts = removal(file, setting, word)
            before, after = shown(file, setting, word.start, [(word.start, word.end)], cuts)
            yield Remark(
                kind=FEATURE,
                effect=STOPS,
                path=file.path,
                line=line,
                setting=setting.name,
                feature=name,
                what=what,
                old=word.text,
                remedy="" if cuts else "Take it out by hand.",
                cuts=cuts,
                before=before,
                after=after if cuts else "",
            )


def _switches(tree: PreviewTree, setting: Setting) -> bool:
    """Whether the setting lists features: the variable of the tree, or an option called so."""
    if setting.name == tree.module.upper().replace(".", "_"):
        return True
    tail = tree.module.rpartition(".")[2].lower()
    return setting.option.lower() in (tail, f"{tail}s", f"{tail}_features")


def _was_here(ground: Ground, tree: PreviewTree, name: str) -> bool:
    if ground.own is None:
        return False
    return any(t.module == tree.module and name in t.declarations for t in ground.own.previews)
