"""What single rules find in a garden: a host with one declared feature, watering."""

from __future__ import annotations

from pathlib import Path

from hosts import commit_all, open_host, write

from coldframe.check.catalogue import rule_named
from coldframe.check.finding import Finding
from coldframe.check.host import Host

DECLARATION = """\
title = "watering"
spec = "specs/watering.md"
since = "2.0.0"
owners = ["gardeners"]
target = "garden.watering"
"""
HOST: dict[str, str] = {
    "coldframe.toml": 'preview_trees = ["garden.preview"]\n',
    "garden/__init__.py": "",
    "garden/preview/__init__.py": "",
    "garden/preview/watering/__init__.py": "class Schedule: ...\n",
    "garden/preview/watering/preview.toml": DECLARATION,
}


def host_with(root: Path, files: dict[str, str] | None = None, *, without: str = "") -> Host:
    """The garden with ``files``, committed; ``without`` one of its own files."""
    content = {path: text for path, text in HOST.items() if path != without}
    write(root, {**content, **(files or {})})
    commit_all(root)
    return open_host(root)


def findings(rule: str, host: Host) -> list[Finding]:
    """What ``rule`` finds in ``host``."""
    module = rule_named(rule)
    assert module is not None
    return list(module.check(host))


def lines(rule: str, host: Host) -> list[str]:
    """The same as ``path:line message``."""
    return [f"{f.path}:{f.line} {f.message}" for f in findings(rule, host)]
