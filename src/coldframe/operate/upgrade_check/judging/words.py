"""The words of a value, each with its place, and what it takes to remove one of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from coldframe.operate.upgrade_check.editing import commented, without
from coldframe.regex import regex

if TYPE_CHECKING:
    from coldframe.operate.upgrade_check.remark import Cut
    from coldframe.operate.upgrade_check.setting import Piece, Setting, SiteFile

_WORD = regex(r"[^\s,\[\]\"'{}();]+")
_LISTED = regex(r"[\[(,{][ \t\r\n]*(?:#[^\n]*\n[ \t\r\n]*)*$")


class Word(NamedTuple):
    """A part of a piece that no comma, space, quote or bracket divides."""

    text: str
    start: int
    end: int
    piece: Piece


def words(setting: Setting) -> Iterator[Word]:
    """The words of all pieces, without addresses: those may hold a password."""
    for piece in setting.pieces:
        for match in _WORD.finditer(piece.text):
            if "://" not in match[0] and "@" not in match[0]:
                yield Word(match[0], piece.start + match.start(), piece.start + match.end(), piece)


def removal(file: SiteFile, setting: Setting, word: Word) -> tuple[Cut, ...]:
    """The edit that takes ``word`` out; none where a person has to decide what remains."""
    whole = word.piece.text.strip(" \t\r") == word.text
    if file.form in ("ini", "dotenv"):
        if whole and len(setting.pieces) == 1:
            return commented(file, setting)
        start, end = word.start, word.end
        if file.text[start - 1] in "\"'" and file.text[end : end + 1] == file.text[start - 1]:
            start, end = start - 1, end + 1  # a list in JSON
        return without(file, start, end)
    if not whole:
        return ()
    start, end = word.piece.outer
    line = file.text.rfind("\n", 0, start) + 1
    listed = _LISTED.search(file.text, 0, start)
    item = file.form == "yaml" and file.text[line:start].strip() == "-"
    if listed or item:
        return without(file, start, end)
    return commented(file, setting) if setting.removable else ()
