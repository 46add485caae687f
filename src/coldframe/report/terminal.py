"""Text for a terminal: colours where they are wanted, nothing that could harm it."""

from __future__ import annotations

import os
from typing import TextIO

from coldframe.regex import regex

# Control characters would move the cursor or ring the bell; the invisible marks of
# bidirectional text make a line of code look like another one.
_HARMFUL = regex(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_LONE = regex(r"[\ud800-\udfff]")
_CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "cyan": "36"}


class Style:
    """Colours and weights; each function returns the text unchanged when ``on`` is False."""

    def __init__(self, on: bool = False) -> None:
        self.on = on

    def bold(self, text: str) -> str:
        """For what is looked for first."""
        return self._in("bold", text)

    def dim(self, text: str) -> str:
        """For what can be skipped."""
        return self._in("dim", text)

    def red(self, text: str) -> str:
        """For errors, and for what is overdue."""
        return self._in("red", text)

    def yellow(self, text: str) -> str:
        """For warnings, and for what is due soon."""
        return self._in("yellow", text)

    def green(self, text: str) -> str:
        """For what is as it should be."""
        return self._in("green", text)

    def cyan(self, text: str) -> str:
        """For paths."""
        return self._in("cyan", text)

    def _in(self, name: str, text: str) -> str:
        return f"\x1b[{_CODES[name]}m{text}\x1b[0m" if self.on and text else text


def style_for(stream: TextIO) -> Style:
    """Colours if ``stream`` is a terminal; ``NO_COLOR`` and ``FORCE_COLOR`` say otherwise.

    Both conventions count a variable that is set and not empty; ``NO_COLOR`` wins.
    """
    if os.environ.get("NO_COLOR"):
        return Style(False)
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0", "false"):
        return Style(True)
    return Style(stream.isatty() and os.environ.get("TERM") != "dumb")


def width_of(stream: TextIO, usual: int = 120) -> int:
    """The columns of the terminal behind ``stream``; ``usual`` if it is none."""
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal() and int(told) > 0:
        return int(told)
    try:
        return os.get_terminal_size(stream.fileno()).columns or usual
    except (OSError, ValueError):
        return usual


def readable(text: str) -> str:
    """``text`` that any encoder takes: bytes that are no UTF-8 are written as ``\\xe9``."""
    if text.isascii():
        return text
    return _LONE.sub(lambda found: _escaped(found[0]), text)


def harmless(text: str) -> str:
    """``readable`` text on one line, without characters that a terminal would obey."""
    if text.isprintable():
        return text
    return _HARMFUL.sub(lambda found: _escaped(found[0]), readable(text))


def write(stream: TextIO, text: str) -> None:
    """Write ``text``, whatever the encoding of ``stream``: what it lacks is escaped."""
    encoding = stream.encoding or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = text.encode(encoding, "backslashreplace").decode(encoding)
    stream.write(text)


def _escaped(character: str) -> str:
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:
        code -= 0xDC00
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
