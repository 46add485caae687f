"""Edits of configuration files, and what of their lines may be shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from coldframe.operate.upgrade_check.remark import Cut
from coldframe.operate.upgrade_check.setting import shown_name
from coldframe.regex import regex

if TYPE_CHECKING:
    from coldframe.operate.upgrade_check.setting import Setting, SiteFile

HIDDEN = "…"
_TELLING = regex(r"[^ \t\r\n,:\[\](){}\"'](?:.*[^ \t\r\n,:\[\](){}\"'])?")
_NO_TRAILING_COMMA = ("ini", "dotenv")
_COMMA_AFTER = regex(r"[ \t]*,[ \t]*")
_COMMA_BEFORE = regex(r",[ \t\r\n]*$")


def commented(file: SiteFile, setting: Setting) -> tuple[Cut, ...]:
    """Every line of the setting becomes a comment."""
    text, at, cuts = file.text, setting.start, []
    while at < setting.end:
        cuts.append(Cut(at, at, "# "))
        end = text.find("\n", at, setting.end)
        at = setting.end if end < 0 else end + 1
    return tuple(cuts)


def without(file: SiteFile, start: int, end: int) -> tuple[Cut, ...]:
    """The element from ``start`` to ``end`` goes, with its comma, and its line if that is all."""
    text = file.text
    after = _COMMA_AFTER.match(text, end)
    before = _COMMA_BEFORE.search(text, 0, start)
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end) + 1 or len(text)
    if before and file.form in _NO_TRAILING_COMMA:
        return (Cut(before.start(), end, ""),)
    rest = text[after.end() if after else end : stop].strip()
    if not text[line:start].strip(" \t-") and (not rest or rest.startswith("#")):
        return (Cut(line, stop, ""),)
    if after:
        return (Cut(start, after.end(), ""),)
    if before:
        return (Cut(before.start(), end, ""),)
    return (Cut(start, end, ""),)


def carried_out(data: bytes, cuts: Iterable[Cut]) -> bytes:
    """``data`` with all ``cuts``; the same one twice counts once, overlapping deletions join."""
    parts, at = [], 0
    for cut in sorted(set(cuts)):
        start = max(cut.start, at)
        if cut.end < start:
            continue
        parts += [data[at:start], cut.text.encode("latin-1")]
        at = max(cut.end, at)
    return b"".join([*parts, data[at:]])


def shown(
    file: SiteFile, setting: Setting, place: int, visible: Sequence[tuple[int, int]],
    cuts: Sequence[Cut] = (),
) -> tuple[str, str]:  # fmt: skip
    """The line at ``place`` before and after the cuts, with everything hidden that is not visible.

    Visible are the key of the setting, the spans ``visible`` and what the cuts put there.
    """
    text = file.text
    start = text.rfind("\n", 0, place) + 1
    end = text.find("\n", place)
    end = len(text) if end < 0 else end
    spans = sorted({*visible, setting.key})
    here = [
        cut._replace(start=max(cut.start, start))
        for cut in cuts
        if cut.start <= end and start <= cut.end
    ]
    return _line(text, start, end, spans, ()), _line(text, start, end, spans, here)


def _line(
    text: str, start: int, end: int, spans: Sequence[tuple[int, int]], cuts: Sequence[Cut]
) -> str:
    parts: list[tuple[bool, str]] = []  # whether it may be read, and the text
    at = start
    for cut in [*sorted(cuts), Cut(end, end, "")]:
        parts += _seen(text, at, min(cut.start, end), spans)
        parts.append((True, cut.text))
        at = max(at, min(cut.end, end))
    told = "".join(part if visible else _hidden(part) for visible, part in parts)
    while HIDDEN * 2 in told:
        told = told.replace(HIDDEN * 2, HIDDEN)
    return HIDDEN.join(shown_name(part) for part in told.split(HIDDEN)).strip()


def _hidden(text: str) -> str:
    """``text`` without what it says; commas, brackets and quotes around it stay."""
    return _TELLING.sub(HIDDEN, text)


def _seen(
    text: str, start: int, end: int, spans: Sequence[tuple[int, int]]
) -> list[tuple[bool, str]]:
    parts, at = [], start
    for left, right in spans:
        left, right = max(left, at), min(right, end)
        if left < right:
            parts += [(False, text[at:left]), (True, text[left:right])]
            at = right
    return [*parts, (False, text[at:end])]
