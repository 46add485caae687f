"""The examples of rules on Python surfaces: little trees, before and after a change."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hosts import EXAMPLES, write

from coldframe.check.discovery import open_host
from coldframe.compat.python.entry import Surface
from coldframe.compat.python.surface import read_surface

PYTHON = EXAMPLES / "python"
_FILE = re.compile(r"^## (base|head|near): (\S+)\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@cache
def surfaces(rule: str) -> dict[str, Surface]:
    """``base``, ``head`` and, if there is one, ``near`` of an example."""
    text = (PYTHON / f"{rule}.md").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = {}
    for part, path, code in _FILE.findall(text):
        found.setdefault(part, {})[path] = code
    return {part: surface(files) for part, files in found.items()}


def surface(files: dict[str, str]) -> Surface:
    """What a tree of these files shows."""
    with TemporaryDirectory() as place:
        write(Path(place), {"pyproject.toml": "", **files})
        return read_surface(open_host(place))
