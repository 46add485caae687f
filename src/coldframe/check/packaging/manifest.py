"""Which files ``MANIFEST.in`` puts into an sdist, and so can put into a wheel.

Source: https://setuptools.pypa.io/en/latest/userguide/miscellaneous.html#using-manifest-in.
"""

from __future__ import annotations

import re

from coldframe.check.places import glob_expression


def in_manifest(template: str, path: str, *, tracked: bool) -> bool:
    """Whether ``path`` is left after all commands of ``template``.

    ``tracked``: all files that the version control knows are in to begin with.
    """
    there = tracked
    for line in template.replace("\\\n", " ").splitlines():
        words = line.split("#", 1)[0].split()
        if len(words) < 2:
            continue
        command, arguments = words[0], words[1:]
        if any(_fits(pattern, path) for pattern in _patterns(command, arguments)):
            there = command in ("include", "recursive-include", "global-include", "graft")
    return there


def _patterns(command: str, arguments: list[str]) -> list[str]:
    if command in ("include", "exclude"):
        return arguments
    if command in ("recursive-include", "recursive-exclude"):
        folder = arguments[0].rstrip("/")
        start = "" if folder in (".", "") else f"{folder}/"
        return [f"{start}**/{pattern}" for pattern in arguments[1:]]
    if command in ("global-include", "global-exclude"):
        return [f"**/{pattern}" for pattern in arguments]
    if command in ("graft", "prune"):
        return [f"{argument.rstrip('/')}/**" for argument in arguments]
    return []


def _fits(pattern: str, path: str) -> bool:
    if "[" in pattern:  # sets of characters: as in the other patterns, one component at a time
        from fnmatch import translate

        parts = (".*" if part == "**" else translate(part)[4:-3] for part in pattern.split("/"))
        return re.fullmatch("(?s:" + "/".join(parts) + ")", path) is not None
    return re.fullmatch(glob_expression(pattern.removeprefix("./")), path) is not None
