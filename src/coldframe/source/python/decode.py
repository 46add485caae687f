"""The text of a Python source file."""

from __future__ import annotations

import re

from coldframe.regex import regex

_COOKIE = regex(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)", re.ASCII)
_BLANK = regex(rb"^[ \t\f]*(?:#.*)?$")


def decode(data: bytes) -> tuple[str, str]:
    """The text of ``data`` with ``\\n`` line ends, and why it is inexact (or ``""``).

    Follows PEP 263: a byte order mark, or a coding cookie in one of the first two lines;
    UTF-8 otherwise.  What cannot be decoded is replaced, never raised.
    """
    why = ""
    if data.startswith(b"\xef\xbb\xbf"):
        data, encoding = data[3:], "utf-8"
    else:
        encoding = declared_encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text, why = data.decode(encoding, "replace"), f"not valid {encoding}"
    except (LookupError, ValueError):
        text, why = data.decode("utf-8", "replace"), f"unknown encoding {encoding!r}"
    if "\0" in text:
        text, why = text.replace("\0", " "), "contains NUL bytes"
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, why


def declared_encoding(data: bytes) -> str:
    """The encoding that the first two lines of ``data`` declare; UTF-8 if they do not."""
    for line in data[:1000].split(b"\n", 2)[:2]:
        found = _COOKIE.match(line)
        if found:
            return found[1].decode("ascii")
        if not _BLANK.match(line.rstrip(b"\r")):
            break
    return "utf-8"
