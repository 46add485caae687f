"""Files of environment variables: ``NAME=value``, with ``export`` and quotes if they are there."""

from __future__ import annotations

from coldframe.operate.upgrade_check.setting import Piece, Setting, Unreadable
from coldframe.regex import regex

_LINE = regex(r"[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_.]*)[ \t]*=[ \t]*")
_COMMENT = regex(r"[ \t]+#.*$")
_BLANK = " \t\r\n"


def settings(data: bytes) -> list[Setting]:
    """Every variable of the file; raises Unreadable."""
    text = data.decode("latin-1")
    found: list[Setting] = []
    at, number = (3 if text.startswith("\xef\xbb\xbf") else 0), 1
    while at < len(text):
        end = _end_of_line(text, at)
        line = text[at:end]
        bare = line.strip(_BLANK)
        if bare and not bare.startswith("#"):
            match = _LINE.match(text, at)
            if match is None:
                raise Unreadable("neither a variable nor a comment", number)
            start = match.end()
            quote = text[start : start + 1]
            if quote in ("'", '"') and quote:
                close = _closing(text, start + 1, quote)
                if close < 0:
                    raise Unreadable("this quoted value has no end", number)
                end = _end_of_line(text, close)
                piece = Piece(text[start + 1 : close], start + 1, (start, close + 1))
            else:
                value = _COMMENT.sub("", text[start:end].rstrip("\r\n")).rstrip(_BLANK)
                piece = Piece(value, start, (start, start + len(value)))
            found.append(Setting(match[1], number, at, end, (at, start), (piece,)))
        number += text.count("\n", at, end)
        at = end
    return found


def _end_of_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def _closing(text: str, at: int, quote: str) -> int:
    while at < len(text):
        if text[at] == "\\" and quote == '"':
            at += 1
        elif text[at] == quote:
            return at
        at += 1
    return -1
