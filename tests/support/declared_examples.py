"""The examples of rules on declared surfaces: little trees, before and after a change."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hosts import EXAMPLES, write

from coldframe.check.discovery import open_host
from coldframe.compat.change import Change
from coldframe.compat.declared.registry import KINDS as EVERY_KIND
from coldframe.compat.declared.registry import Kind
from coldframe.compat.surfaces import Surfaces, compare_surfaces

KINDS = tuple(kind for kind in EVERY_KIND if not kind.judges)  # those with rules of their own
RULES = [(kind, rule) for kind in KINDS for rule in kind.rules.values()]
IDS = [rule.name for _, rule in RULES]
_FILE = re.compile(r"^## (base|head|near): (\S+)\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@cache
def shown(kind: Kind, rule: str) -> dict[str, Any]:
    """``base``, ``head`` and, if there is one, ``near`` of an example."""
    text = (EXAMPLES / kind.name / f"{rule}.md").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = {}
    for part, path, code in _FILE.findall(text):
        found.setdefault(part, {})[path] = code
    return {part: declared(kind, files) for part, files in found.items()}


def declared(kind: Kind, files: dict[str, str]) -> Any:
    """What a tree of these files declares."""
    with TemporaryDirectory() as place:
        write(Path(place), {"pyproject.toml": "", "shop/__init__.py": "", **files})
        return kind.read(open_host(place))


def changes(kind: Kind, base: Any, head: Any) -> list[Change]:
    """What differs between two trees, of one surface."""
    old, new = (
        Surfaces(name, None, {kind.name: each}) for name, each in (("a", base), ("b", head))
    )
    return compare_surfaces(old, new)
