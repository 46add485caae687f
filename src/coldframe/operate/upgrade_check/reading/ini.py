"""Files as oslo.config reads them: sections, options that may be repeated, indented lines go on."""

from __future__ import annotations

from coldframe.operate.upgrade_check.setting import (
    Piece,
    Setting,
    Unreadable,
    lines_in,
    shown_name,
)

_BLANK = " \t\r\n\f\v"  # no others: a character is a byte here


def settings(data: bytes) -> list[Setting]:
    """Every option of the file; raises Unreadable."""
    found: list[Setting] = []
    section, at, goes_on = "DEFAULT", 0, False
    for number, raw in enumerate(lines_in(data.decode("latin-1")), 1):
        start, at = at, at + len(raw)
        text = raw.rstrip(_BLANK)
        if number == 1:
            text = text.removeprefix("\xef\xbb\xbf")
        if not text:
            goes_on = False
        elif text[0] in " \t":
            if not goes_on:
                raise Unreadable("an indented line goes on with no option", number)
            left = len(text) - len(text.lstrip(_BLANK))
            last = found[-1]
            piece = _piece(text[left:], start + left)
            found[-1] = last._replace(end=at, pieces=(*last.pieces, piece))
        elif text[0] == "[":
            if not text.endswith("]") or len(text) < 3:
                raise Unreadable("this section has no end, or no name", number)
            section, goes_on = shown_name(text[1:-1].strip(_BLANK)), False
        elif text[0] not in "#;":
            found.append(_option(text, section, number, start, at))
            goes_on = True
    return found


def _option(text: str, section: str, number: int, start: int, end: int) -> Setting:
    signs = [place for sign in "=:" if (place := text.find(sign)) >= 0]
    if not signs or not text[: min(signs)].strip(_BLANK):
        raise Unreadable("neither an option nor a section nor a comment", number)
    sign = min(signs)
    key = shown_name(text[:sign].strip(_BLANK))
    left = sign + 1 + len(text[sign + 1 :]) - len(text[sign + 1 :].lstrip(_BLANK))
    name = key if section == "DEFAULT" else f"{section}.{key}"
    piece = _piece(text[left:], start + left)
    return Setting(name, number, start, end, (start, start + left), (piece,))


def _piece(text: str, start: int) -> Piece:
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        return Piece(text[1:-1], start + 1, (start, start + len(text)))
    return Piece(text, start, (start, start + len(text)))
