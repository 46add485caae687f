"""Near misses of ``unguarded_plug_point``; what it finds is shown in its examples."""

from __future__ import annotations

from pathlib import Path

import pytest
from hosts import commit_all, write

from coldframe.check.run import check

PROJECT = """\
[project]
name = "garden"
version = "1.0"

[project.entry-points."garden.schedules"]
watering = "garden.preview.watering:Schedule"
"""
GATE = 'from coldframe.runtime import Previews\n\npreviews = Previews("garden.preview")\n'
CLOCK = """\
from stevedore.driver import DriverManager

from garden.previews import previews


def schedule(name):
    return DriverManager("garden.schedules", name)
"""


def found(root: Path, clock: str, gate: str = GATE, more: str = "") -> list[str]:
    write(
        root,
        {
            "pyproject.toml": PROJECT,
            "garden/__init__.py": "",
            "garden/clock.py": clock,
            "garden/previews.py": gate,
            "garden/more.py": more,
            "garden/preview/__init__.py": "",
            "garden/preview/watering/__init__.py": "",
            "garden/preview/watering/preview.toml": 'title = "Watering"\n',
        },
    )
    commit_all(root)
    findings = check(str(root), rules=["unguarded_plug_point"]).findings
    return [f"{finding.path}:{finding.line}" for finding in findings]


def test_stevedore(tmp_path: Path) -> None:
    assert found(tmp_path, CLOCK) == ["garden/clock.py:7"]


def test_a_host_without_the_runtime_is_not_told_to_use_it(tmp_path: Path) -> None:
    assert found(tmp_path, CLOCK, gate="previews = None\n") == []


def test_other_groups_are_nobodys_plug_point(tmp_path: Path) -> None:
    assert found(tmp_path, CLOCK.replace("garden.schedules", "garden.tools")) == []


@pytest.mark.parametrize(
    "line",
    [
        "    previews.require(name)",
        "    with previews.contained(name):",
        "    if not previews.enabled(name): return",
    ],
)
def test_who_asks_in_the_same_module_is_guarded(tmp_path: Path, line: str) -> None:
    assert found(tmp_path, f"{CLOCK}\n\ndef other(name):\n{line}\n        pass\n") == []


@pytest.mark.parametrize(
    ("more", "guarded"),
    [
        ("previews.select('garden.schedules', *names)\n", True),
        ("previews.select(\n    'garden.schedules', *names)\n", True),
        ("previews.select('garden.tools', *names)\n", False),
        ("previews.guard('enforce')\n", True),
    ],
)
def test_what_is_done_once_for_the_whole_host(tmp_path: Path, more: str, guarded: bool) -> None:
    assert (found(tmp_path, CLOCK, more=more) == []) is guarded
