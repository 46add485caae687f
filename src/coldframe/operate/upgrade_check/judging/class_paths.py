"""Dotted names in values: classes and modules that have moved, or are gone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.operate.upgrade_check.editing import shown
from coldframe.operate.upgrade_check.judging.words import Word, removal, words
from coldframe.operate.upgrade_check.remark import CLASS_PATH, STOPS, WARNS, Cut, Remark
from coldframe.regex import regex

if TYPE_CHECKING:
    from coldframe.operate.upgrade_check.judging.ground import Ground
    from coldframe.operate.upgrade_check.moves import Move
    from coldframe.operate.upgrade_check.setting import Setting, SiteFile

_DOTTED = regex(r"(?<![\w./\\-])[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+(?![\w./\\-])", re.ASCII)
_NAME = regex(r"[A-Za-z_]\w*", re.ASCII)


def judged(ground: Ground, file: SiteFile, setting: Setting) -> Iterator[Remark]:
    """A remark for each dotted name in the setting that the upgrade changes."""
    for word in words(setting):
        for start, name in names(setting, word):
            where = f"{file.path}:{_line(file, setting, start)}"
            ground.use(ground.feature_in(name), [where])
            move = ground.moves.of(name)
            if move is not None:
                yield from _moved(ground, file, setting, word, (start, name), move)
            elif _gone(ground, name):
                yield _remark(
                    ground, file, setting, word, (start, name), "",
                    f"{name} is not in {ground.title} any more, and no record says where it went",
                    STOPS,
                )  # fmt: skip


def names(setting: Setting, word: Word) -> Iterator[tuple[int, str]]:
    """The dotted names in a word, each with its place."""
    for match in _DOTTED.finditer(word.text):
        yield word.start + match.start(), match[0]
    # A whole application of Django, or an import, may be one name without a dot.
    if setting.name in ("INSTALLED_APPS", "import") and _NAME.fullmatch(word.text):
        yield word.start, word.text


def _moved(
    ground: Ground, file: SiteFile, setting: Setting, word: Word, at: tuple[int, str], move: Move
) -> Iterator[Remark]:
    name = at[1]
    new = move.new + name[len(move.old) :] if move.new else ""
    known = any(name in one.modules or name.rpartition(".")[0] in one.modules
                for one in ground.before)  # fmt: skip
    there = bool(new) and (move.elsewhere or ground.release.offers(new))
    if name != move.old and not there and not known and move.new:
        return  # merely looks like it: the name of a file, of a logger
    if not there:
        instead = f"; use {move.successor}" if move.successor else ""
        what = f"{move.why}{instead}"
        if new:
            what = f"{move.why}, and {new} is not there"
        yield _remark(ground, file, setting, word, at, "", what, STOPS, move)
        return
    ground.use(ground.feature_in(new), [f"{file.path}:{_line(file, setting, at[0])}"])
    plug = _plug(ground, setting, new) if word.text == name else ""
    if plug:  # a preview feature is switched on by that, and not by a class path
        new, move = plug, move._replace(why=f"{move.why}, and offers it as {plug}")
    if move.alive:
        until = f"the old name works until {move.until}" if move.until else "the old name works"
        over = ground.release.reaches(move.until)
        what = f"{move.why}; {until}" + (", which is over: it may go any day" if over else "")
        yield _remark(ground, file, setting, word, at, new, what, WARNS, move)
    else:
        ended = ", and the old name is gone" if "." in move.old else ""
        if move.until:
            ended += " with " if ground.release.reaches(move.until) else ", promised until "
            ended += move.until
        if move.elsewhere:
            ended = f"; it is in {move.successor}"
        yield _remark(ground, file, setting, word, at, new, move.why + ended, STOPS, move)


def _plug(ground: Ground, setting: Setting, name: str) -> str:
    """The entry point of a preview feature that loads ``name``, if the option is for such."""
    if not ground.feature_in(name):
        return ""
    for (group, plug), value in ground.release.entry_points.items():
        tail = group.rpartition(".")[2]
        if value.replace(":", ".") == name and tail == setting.option:
            return plug
    return ""


def _gone(ground: Ground, name: str) -> bool:
    """Whether what is installed has a name of the project that the release does not have."""
    own = ground.own
    if own is None or name.partition(".")[0] not in own.modules:
        return False
    module = name if name in own.modules else name.rpartition(".")[0]
    return module in own.modules and not ground.release.module_path(module)


def _remark(
    ground: Ground,
    file: SiteFile,
    setting: Setting,
    word: Word,
    at: tuple[int, str],
    new: str,
    what: str,
    effect: str,
    move: Move | None = None,
) -> Remark:
    start, old = at
    cuts: tuple[Cut, ...] = (Cut(start, start + len(old), new),) if new else ()
    if not cuts and move is not None and not move.new:
        cuts = removal(file, setting, word)
    before, after = shown(file, setting, start, [(start, start + len(old))], cuts)
    return Remark(
        kind=CLASS_PATH,
        effect=effect,
        path=file.path,
        line=_line(file, setting, start),
        setting=setting.name,
        feature=move.feature if move else "",
        what=what,
        old=old,
        new=new,
        remedy=ground.missing(move.successor if move and move.elsewhere else "")
        or ("" if cuts else "Decide what stands here instead."),
        until=move.until if move else "",
        cuts=cuts,
        before=before,
        after=after if cuts else "",
    )


def _line(file: SiteFile, setting: Setting, place: int) -> int:
    return setting.line + file.data.count(b"\n", setting.start, place)
