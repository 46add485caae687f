"""Import statements in Python that no grammar accepts, line by line."""

from __future__ import annotations

import re

from coldframe.source.references.pieces import Verdict
from coldframe.source.references.places import Places
from coldframe.source.references.wanted import Wanted

_FROM = re.compile(r"\s*from\s+(\.*)\s*([\w.]*)\s+import\s+\(?\s*([\w*]+(?:\s*,\s*\w+)*)?")
_IMPORT = re.compile(r"\s*import\s+([\w.]+(?:\s*,\s*[\w.]+)*)")


def in_broken(places: Places, wanted: Wanted) -> None:
    """Add the imports in lines where the parsers, lost in an error, found none."""
    found = {line for line, *_ in places.found}
    for number, line in enumerate(places.lines, 1):
        if number in found or "import" not in line:
            continue
        for name in _names(line, places.path, wanted):
            if wanted.package_of(name):
                column = len(line) - len(line.lstrip()) + 1
                places.at(number, column, "import", Verdict(name, True))


def _names(line: str, path: str, wanted: Wanted) -> list[str]:
    """The dotted names that an import statement at the start of ``line`` reaches."""
    plain = _IMPORT.match(line)
    if plain is not None:
        return [name.strip() for name in plain[1].split(",")]
    found = _FROM.match(line)
    if found is None:
        return []
    dots, base, names = found.groups()
    if dots:
        base = wanted.relative(path, len(dots), base)
    if base is None:
        return []
    inner = [name.strip() for name in (names or "*").split(",")]
    return [base if name == "*" else f"{base}.{name}".lstrip(".") for name in inner]
