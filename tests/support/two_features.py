"""A host with two features, each of one text, and what a rule says of them."""

from __future__ import annotations

from pathlib import Path

from hosts import commit_all, open_host, write

from coldframe.check.host import Host
from coldframe.check.rule import RuleModule

STABLE = """\
from functools import singledispatch
PUMPS = {}
class Bed:
    def litres(self): return 3
def planted(bed): return bed
@singledispatch
def shown(thing): return str(thing)
def plain(thing): return str(thing)
"""


def host_of(root: Path, one: str, two: str, **more: str) -> Host:
    """A host whose features ``one`` and ``two`` are these texts; ``more`` are files."""
    write(
        root,
        {
            "coldframe.toml": 'preview_trees = ["pkg.preview"]\n',
            "pkg/__init__.py": "",
            "pkg/beds.py": STABLE,
            "pkg/preview/__init__.py": "",
            "pkg/preview/one/__init__.py": one,
            "pkg/preview/two/__init__.py": two,
            "pkg/preview/one/water.py": "def litres():\n    return 3\n",
            "pkg/preview/two/water.py": "def litres():\n    return 4\n",
            **more,
        },
    )
    commit_all(root)
    return open_host(root)


def said(rule: RuleModule, root: Path, one: str, two: str, **more: str) -> list[str]:
    """The messages of ``rule``."""
    return [finding.message for finding in rule.check(host_of(root, one, two, **more))]
