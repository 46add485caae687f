"""The version that the tree says it is: what is being made, or was released last."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coldframe.source.tree import Tree

# Compiled when they are needed: most hosts have one of these.
_TABLE = rb"(?ms)^\[(?:project|tool\.poetry)\]\s*$(.*?)(?=^\[|\Z)"
_SECTION = rb"(?ms)^\[metadata\]\s*$(.*?)(?=^\[|\Z)"
_LINE = rb"(?m)^version\s*=\s*[\"']?([0-9][^\s\"'#]*)"
_DUNDER = rb"(?m)^__version__\s*(?::\s*\w+\s*)?=\s*[\"']([0-9][^\"']*)[\"']"
_PLACES = (("pyproject.toml", _TABLE), ("setup.cfg", _SECTION))


def developed_version(tree: Tree, packages: list[str]) -> str:
    """The version written in ``pyproject.toml``, ``setup.cfg``, ``VERSION`` or a package.

    Empty if it is in none of them, which is usual where tags alone say the version.
    ``packages`` are the folders of the host's top packages.  Nothing is executed.
    """
    for path, section in _PLACES:
        if tree.exists(path):
            table = re.search(section, tree.read(path))
            line = table and re.search(_LINE, table[1])
            if line:
                return line[1].decode("ascii", "replace")
    for path in ("VERSION", "VERSION.txt", *(f"{p}/VERSION" for p in packages)):
        if tree.exists(path):
            text = tree.read(path).strip()
            if text[:1].isdigit() and len(text) < 40 and b"\n" not in text:
                return text.decode("ascii", "replace")
    for package in packages:
        for name in ("__init__.py", "_version.py", "version.py", "__version__.py"):
            path = f"{package}/{name}"
            found = re.search(_DUNDER, tree.read(path)) if tree.exists(path) else None
            if found:
                return found[1].decode("ascii", "replace")
    return ""
