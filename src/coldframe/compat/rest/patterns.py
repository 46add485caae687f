"""Patterns that can be compared: those that only count characters, and those that list texts."""

from __future__ import annotations

import re
from typing import NamedTuple

# Anything, some number of times.
_ANYTHING = re.compile(
    r"(?P<start>\^?)(?:\.|\[\\s\\S\])"
    r"(?:(?P<sign>[*+])|\{(?P<least>\d+)(?P<comma>,)?(?P<most>\d*)\})(?P<end>\$?)"
)
_EMPTY = ("", "^", "$", "(.*)", "^(.*)$")
_LIST = re.compile(
    r"(?P<start>\^?)(?P<open>\((?:\?:)?)?(?P<texts>[^()]*)(?P<close>\)?)(?P<end>\$?)"
)
_TEXT = re.compile(r"(?:[^\\.^$*+?{}\[\]|()]|\\[^\w\s])+")


class Counted(NamedTuple):
    """A pattern that says only how many characters there are; ``most`` is None without a limit."""

    least: int
    most: int | None


def counted(pattern: str) -> Counted | None:
    """How many characters ``pattern`` asks for; None if it asks for more than that."""
    if pattern == "^$":
        return Counted(0, 0)
    if pattern in _EMPTY:
        return Counted(0, None)
    found = _ANYTHING.fullmatch(pattern)
    if found is None:
        return None
    least = 1 if found["sign"] == "+" else int(found["least"] or 0)
    ends = found["least"] and found["start"] and found["end"]
    if ends and (found["most"] or not found["comma"]):
        return Counted(least, int(found["most"] or found["least"]))
    return Counted(least, None)


def listed(pattern: str) -> tuple[str, frozenset[str]] | None:
    """The texts of which ``pattern`` is an alternation, and how it is anchored; else None."""
    found = _LIST.fullmatch(pattern)
    if found is None or bool(found["open"]) != bool(found["close"]):
        return None
    anchors = found["start"] + found["end"]
    texts = found["texts"].split("|")
    if not all(_TEXT.fullmatch(text) for text in texts):
        return None
    if anchors and not found["open"] and len(texts) > 1:
        return None  # the anchors belong to the first and the last text alone
    return anchors, frozenset(re.sub(r"\\(.)", r"\1", text) for text in texts)
