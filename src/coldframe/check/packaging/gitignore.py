"""Patterns as in ``.gitignore``, which hatchling uses to select files.

Source: https://git-scm.com/docs/gitignore#_pattern_format.
"""

from __future__ import annotations

import re
from collections.abc import Sequence


def matches(patterns: Sequence[str], path: str) -> bool:
    """Whether the last pattern that fits ``path``, or a folder above it, is not a ``!`` one."""
    verdict = False
    for pattern in patterns:
        negated = pattern.startswith("!")
        if _expression(pattern[1:] if negated else pattern).fullmatch(path):
            verdict = not negated
    return verdict


def _expression(pattern: str) -> re.Pattern[str]:
    pattern = pattern.strip()
    folder = pattern.endswith("/")
    pattern = pattern.rstrip("/")
    anchored = "/" in pattern
    pattern = pattern.removeprefix("/")
    out = "" if anchored else "(?:.*/)?"
    at = 0
    while at < len(pattern):
        if pattern.startswith("**/", at):
            out, at = out + "(?:.*/)?", at + 3
        elif pattern.startswith("**", at):
            out, at = out + ".*", at + 2
        elif pattern[at] == "*":
            out, at = out + "[^/]*", at + 1
        elif pattern[at] == "?":
            out, at = out + "[^/]", at + 1
        elif pattern[at] == "[" and (end := pattern.find("]", at + 2)) > 0:
            inside = pattern[at + 1 : end].replace("\\", r"\\")
            inside = "^" + inside[1:] if inside[0] in "!^" else inside
            out, at = f"{out}[{inside}]", end + 1
        else:
            out, at = out + re.escape(pattern[at]), at + 1
    return re.compile(out + ("/.*" if folder else "(?:/.*)?"))
