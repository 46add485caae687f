"""Is a glob, a version, a day, a regular expression or a dotted name written right?

Each function returns what is wrong, or ``""``.
"""

from __future__ import annotations

import re

from coldframe.declare.entries import nearest
from coldframe.regex import regex

# A final release: "29.0.0", "v1.2", "2024.10", "1!2.0", "1.0.post1".
_VERSION = regex(r"v?(\d+!)?\d+(\.\d+)*([-_.]?post\d+)?", re.IGNORECASE)
_CODE_NAME = regex(r"[A-Za-z][A-Za-z0-9_-]*")
_DAY = regex(r"(\d{4})-(\d{2})-(\d{2})")
_MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
PLACEHOLDERS = ("tree", "feature")


def bad_version(text: str, code_names: bool = True) -> str:
    """What keeps ``text`` from being a final release; ``kilo`` is one if ``code_names``."""
    if _VERSION.fullmatch(text) or (code_names and _CODE_NAME.fullmatch(text)):
        return ""
    return "it must be a final release, like 29.0.0"


def bad_day(text: str) -> str:
    """What keeps ``text`` from being an ISO day."""
    match = _DAY.fullmatch(text)
    if match is None:
        return "it must be a day, like 2026-04-01"
    year, month, day = map(int, match.groups())
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    if not 1 <= month <= 12 or not 1 <= day <= _MONTH_DAYS[month - 1]:
        return "there is no such day"
    return "there is no such day" if (month, day) == (2, 29) and not leap else ""


def bad_glob(text: str) -> str:
    """What keeps ``text`` from being a glob of anything."""
    depth = 0
    for character in text:
        if character == "[" and not depth:
            depth = 1
        elif character == "]":
            depth = 0
    if depth:
        return "a '[' is not closed"
    return "it has blanks around it" if text != text.strip() else ""


def bad_path_glob(text: str, placeholders: tuple[str, ...] = ()) -> str:
    """What keeps ``text`` from being a glob of paths of the host."""
    if text.startswith("/"):
        return "it starts with '/', but paths are relative to the root of the host"
    if "\\" in text:
        return "it contains '\\', but paths are written with '/'"
    if ".." in text.split("/"):
        return "it leaves the root of the host by '..'"
    if text.startswith("./"):
        return "it starts with './', which no path of the host does"
    return bad_glob(text) or _bad_placeholder(text, placeholders)


def _bad_placeholder(text: str, placeholders: tuple[str, ...]) -> str:
    if not placeholders:
        return ""
    for name in re.findall(r"\{([^{}]*)\}", text):
        if name not in placeholders:
            meant = nearest(name, placeholders)
            return (
                f"{{{name}}} is no placeholder; there are {{tree}} and {{feature}}. {meant}".strip()
            )
    return ""


def bad_regex(text: str) -> str:
    """What keeps ``text`` from being a regular expression."""
    try:
        re.compile(text)
    except (re.error, RecursionError, OverflowError) as error:
        return f"it is no regular expression: {error}"
    return ""


def bad_module(text: str) -> str:
    """What keeps ``text`` from being a dotted name of a module."""
    import keyword

    for part in text.split("."):
        if not part.isidentifier():
            return "it must be a dotted name, like shop.preview"
        if keyword.iskeyword(part):
            return f"{part!r} is a word of the Python language"
    return ""
