"""What two messages of one failure have in common: numbers, ids and places are left out."""

from __future__ import annotations

import re

_SQL = re.compile(r"['\"]?\b(SELECT|INSERT INTO|UPDATE|DELETE FROM)\b.*")
_VERBS = ("SELECT", "INSERT INTO", "UPDATE", "DELETE FROM")
# The first alternative that fits counts, so the longest forms come first.
_VARIES = re.compile(
    r"(?P<id>\b(?:req-)?[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b"
    r"|(?<![\w-])(?=[0-9a-fA-F]*\d)[0-9a-fA-F]{8,}(?![\w-])|\bsha\d+:[0-9a-f]+)"
    r"|(?P<addr>\b0x[0-9a-fA-F]+\b)"
    r"|(?P<url>\b[a-z][a-z0-9+]*://[^\s'\"<>]+)"
    r"|(?P<mac>\b(?:[0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}\b)"
    r"|(?P<time>\b(?:\d{4}-\d\d-\d\d(?:T(?=\d))?)?(?:\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?)"
    r"|\b\d{4}-\d\d-\d\d\b)"
    r"|(?P<ip>\b\d{1,3}(?:\.\d{1,3}){3}(?:/\d+)?(?::\d+)?\b)"
    r"|(?P<path>(?<![\w.<])(?:~|[A-Za-z]:)?(?:[/\\][\w.@+~%-]+){2,}[/\\]?)"
    r"|(?P<n>(?<![A-Za-z_])[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?|\d+)",
)
_TABLE = re.compile(r"\s+[`\"]?([\w.]+)")
_LONGEST = 300


def normal(message: str) -> str:
    """``message`` with ids, addresses, times, paths and numbers replaced by words in ``<>``.

    SQL is cut down to its verb and table; the values given to it are left out.
    """
    text = message.partition("\n")[0][:2000]
    if any(map(text.__contains__, _VERBS)):
        text = _SQL.sub(_sql, text)
    words = [word if word.isalpha() else _VARIES.sub(_word, word) for word in text.split(" ")]
    return " ".join(words).replace("<time> <time>", "<time>").strip()[:_LONGEST]


def _word(found: re.Match[str]) -> str:
    return f"<{found.lastgroup}>"


def _sql(found: re.Match[str]) -> str:
    text, verb = found[0].lstrip("'\""), found[1]
    if verb == "SELECT":
        _, _, after = text.partition("FROM")
        table = _TABLE.match(after)
    else:
        table = _TABLE.match(text[len(verb) :])
    return f"<{verb} {table[1]}>" if table else f"<{verb}>"
