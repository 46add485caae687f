"""Shell scripts and build files: programs that are given the name of a module."""

from __future__ import annotations

import re

from coldframe.source.references.pieces import Verdict
from coldframe.source.references.places import Places
from coldframe.source.references.wanted import Wanted

_MODULE_OPTION = re.compile(r"(?:^|[\s\"'=,\[])-m[\s\"',]+(?:coverage\s+run\s+-m\s+)?$")
_CODE = re.compile(r"(?:[\"';]|&&|^)\s*(?:from|import)\s+$|[\"';]\s*import\s+[\w., ]*$")
_SAID = re.compile(
    r"^\s*(?:- )?(?:[\w-]+:\s*)?@?(?:[-\w]+\s*[|&;]+\s*)?(?:echo|printf|LABEL|MAINTAINER)\b"
)


def in_command(line: str, start: int) -> bool:
    """Whether the name at ``start`` is run: ``python -m name``, ``python -c "import name"``."""
    before = line[:start]
    return bool(_MODULE_OPTION.search(before)) or (
        "-c" in before and _CODE.search(before) is not None
    )


def is_given(line: str, start: int, end: int) -> bool:
    """Whether a command line gives the name to a program, and does not just say it."""
    from coldframe.source.references.configuration import stands_alone

    if _SAID.match(line):
        return False
    before = line[:start]
    quoted = before.count('"') % 2 or before.count("'") % 2
    return in_command(line, start) or not quoted or stands_alone(line, start, end)


def in_commands(text: str, path: str, wanted: Wanted) -> Places:
    """The references in a shell script, Makefile, Dockerfile or the like."""
    from coldframe.source.references.configuration import commented, near, token_pattern

    places = Places(path, text.split("\n"))
    pattern = token_pattern(wanted)
    for number, line in enumerate(places.lines, 1):
        if line.lstrip().startswith("#") or not any(leaf in line for leaf in wanted.leaves):
            continue
        for found in pattern.finditer(line):
            target = wanted.target(found[0])
            piece, start, end = near(line, *found.span())
            if not target or commented(piece, start, "sh"):
                continue
            if is_given(piece, start, end):
                places.at(number, found.start() + 1, "command", Verdict(target, True))
    return places
