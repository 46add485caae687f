"""The options themselves: renamed, on their way out, or defined by nobody any more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from coldframe.operate.upgrade_check.editing import HIDDEN, carried_out, commented, shown
from coldframe.operate.upgrade_check.remark import OPTION, STOPS, WARNS, Cut, Remark

if TYPE_CHECKING:
    from coldframe.operate.upgrade_check.judging.ground import Ground
    from coldframe.operate.upgrade_check.setting import Setting, SiteFile


def judged(ground: Ground, file: SiteFile, setting: Setting) -> Iterator[Remark]:
    """At most one remark on the name of the setting."""
    _note_use(ground, file, setting)
    for _tree, stone in ground.tombstones:
        for old, new in stone.options.items():
            if not _means(file, setting, old):
                continue
            then = ground.options_then
            alive = old in then.renamed or then.surely(old)
            what = f"{setting.name} "
            what += f"is called {new} now" if new else "is gone"
            what += f": {stone.feature} was {stone.ending} in {stone.release}"
            if alive and stone.aliases_until:
                what += f"; the old name works until {stone.aliases_until}"
            effect = WARNS if alive else STOPS
            yield _remark(file, setting, effect, what, new, stone.feature, stone.aliases_until)
            return
    if file.form not in ("ini", "dotenv"):
        return
    then = ground.options_then
    name = setting.name.replace("-", "_")
    if then.surely(name):
        if name in then.leaving:
            since = f" since {then.leaving[name]}" if then.leaving[name] else ""
            what = f"{name} is deprecated{since} in {ground.title}, and will be removed"
            yield _remark(file, setting, WARNS, what, None)
    elif name in then.renamed:
        new = then.renamed[name]
        yield _remark(file, setting, WARNS, f"{name} is called {new} in {ground.title}", new)
    elif (
        ground.options_now.surely(name)
        and not then.has(name)
        and not ground.options_elsewhere.has(name)
    ):
        if (gone_with := ground.extracted(name)) is not None:
            if line := ground.missing(gone_with.successor):
                what = f"{name} went with {gone_with.feature} to {gone_with.successor}"
                remark = _remark(file, setting, STOPS, what, None, gone_with.feature)
                yield remark._replace(remedy=line)
            return
        gone = f"{name} is no option of {ground.title} any more"
        if file.form == "ini":
            gone += ": oslo.config ignores it without a word"
        yield _remark(file, setting, STOPS, gone, "")


def with_edited_value(file: SiteFile, setting: Setting, found: list[Remark]) -> list[Remark]:
    """``found`` on one setting: if its option moves to another section, so do the other edits."""
    move = next((one for one in found if one.kind == OPTION and len(one.cuts) > 1), None)
    others = [cut for one in found if one is not move for cut in one.cuts]
    if move is None or not move.new or not others:
        return found
    if set(others) >= {*commented(file, setting)}:  # nothing is left that could move
        return [
            one._replace(cuts=commented(file, setting)) if one is move else one for one in found
        ]
    start, end = setting.key[1], setting.end
    inner = [Cut(c.start - start, c.end - start, c.text) for c in others if start <= c.start < end]
    old = file.text[start:end].rstrip("\r\n")
    new = carried_out(file.data[start:end], inner).decode("latin-1").rstrip("\r\n")
    cuts = tuple(cut._replace(text=cut.text.replace(old, new)) for cut in move.cuts)
    return [one._replace(cuts=cuts) if one is move else one for one in found]


def _note_use(ground: Ground, file: SiteFile, setting: Setting) -> None:
    for tree in ground.release.previews:
        for name, declaration in tree.declarations.items():
            if any(fnmatchcase(setting.name, claim) for claim in declaration.claims.options):
                ground.use(f"{tree.module}.{name}", [f"{file.path}:{setting.line}"])


def _means(file: SiteFile, setting: Setting, option: str) -> bool:
    """Whether the setting is the option that a tombstone names."""
    name, bare = setting.name.replace("-", "_"), option.removeprefix("DEFAULT.")
    if file.form == "dotenv":
        return name.lower() in (bare.lower(), bare.lower().replace(".", "__"))
    if file.form in ("toml", "yaml") and "." in bare:
        return name == bare or name.endswith(f".{bare}")
    return name == bare


def _remark(
    file: SiteFile,
    setting: Setting,
    effect: str,
    what: str,
    new: str | None,
    feature: str = "",
    until: str = "",
) -> Remark:
    """``new`` is the new name, empty if the option is to go, None if nothing is to be done yet."""
    cuts: tuple[Cut, ...] = ()
    remedy = ""
    if new:
        cuts = _renamed(file, setting, new)
        remedy = "" if cuts else f"Set {new} instead."
    elif new == "":
        cuts = commented(file, setting) if setting.removable else ()
        remedy = "" if cuts else "Take it out by hand."
    before, after = shown(file, setting, setting.start, [], cuts)
    if len(cuts) > 1 and new:
        group, _, bare = new.rpartition(".")
        after = f"[{group or 'DEFAULT'}] {bare} = {HIDDEN}"
    return Remark(
        kind=OPTION,
        effect=effect,
        path=file.path,
        line=setting.line,
        setting=setting.name,
        feature=feature,
        what=what,
        old=setting.name,
        new=new or "",
        remedy=remedy,
        until=until,
        cuts=cuts,
        before=before,
        after=after if cuts else "",
    )


def _renamed(file: SiteFile, setting: Setting, new: str) -> tuple[Cut, ...]:
    """The key gets its new name; in another section of an INI file the whole option moves."""
    group, _, bare = new.removeprefix("DEFAULT.").rpartition(".")
    mine = setting.name.rpartition(".")[0]
    if file.form == "ini" and group != mine:
        return _moved(file, setting, group or "DEFAULT", bare)
    if file.form != "ini" and file.form != "dotenv" and group not in ("", mine):
        return ()
    text = bare
    if file.form == "dotenv":
        text = new.replace(".", "__")
        text = text.upper() if setting.name.isupper() else text
    start, end = setting.key
    pattern = re.escape(setting.option if file.form != "dotenv" else setting.name)
    match = re.search(rf"(?<![\w-]){pattern}(?![\w-])", file.text[start:end], re.ASCII)
    if match is None:
        return ()
    return (Cut(start + match.start(), start + match.end(), text),)


def _moved(file: SiteFile, setting: Setting, group: str, bare: str) -> tuple[Cut, ...]:
    value = file.text[setting.key[1] : setting.end].rstrip("\r\n")
    newline = "\r\n" if file.text[setting.start : setting.end].endswith("\r\n") else "\n"
    line = f"{bare} = {value}{newline}"
    header = re.search(rf"^\[{re.escape(group)}\][ \t]*\r?$\n?", file.text, re.MULTILINE)
    away = Cut(setting.start, setting.end, "")
    if header is None:
        end = len(file.text)
        gap = "" if file.text.endswith("\n") or setting.end == end else "\n"
        return (away, Cut(end, end, f"{gap}{newline}[{group}]{newline}{line}"))
    gap = "" if header[0].endswith("\n") else "\n"
    return (away, Cut(header.end(), header.end(), gap + line))
