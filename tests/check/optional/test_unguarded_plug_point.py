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
        ("from garden.previews import previews\npreviews.guard('enforce')\n", True),
    ],
)
def test_what_is_done_once_for_the_whole_host(tmp_path: Path, more: str, guarded: bool) -> None:
    assert (found(tmp_path, CLOCK, more=more) == []) is guarded


IMPORTED = "from garden.previews import previews\n"


@pytest.mark.parametrize(
    "more",
    [
        IMPORTED + "previews.guard()\n",
        IMPORTED + "previews.guard(allow=['garden.clock'])\n",
        IMPORTED + "def start(app):\n    app.on_start.append(previews.guard)\n",
        IMPORTED + "def start(mode):\n    previews.guard(mode)\n",
        "from garden.previews import previews as gate\ngate.guard()\n",
        "from .previews import previews\npreviews.guard()\n",
        "from garden import previews\npreviews.previews.guard()\n",
        "import garden.previews\ngarden.previews.previews.guard()\n",
        "from coldframe.runtime import Previews\nPreviews('garden.preview').guard()\n",
        "import coldframe.runtime as cold\ncold.Previews(tree='garden.preview').guard()\n",
        "from coldframe import runtime\nTREE = 'garden.preview'\nruntime.Previews(TREE).guard()\n",
        "from coldframe.runtime import Previews as P\nself_made = P('garden.preview')\nself_made.guard()\n",
        "from coldframe.runtime import Previews\nclass Ours(Previews): pass\nOurs('garden.preview').guard()\n",
        "from coldframe.runtime import Previews\nif (p := Previews('garden.preview')): p.guard()\n",
        "from coldframe.runtime import Previews\ndef made():\n    return Previews('garden.preview')\nmade().guard()\n",
        "from coldframe.runtime import Previews\ndef start(gate: 'Previews | None'):\n    gate.guard()\n",
        "def start(previews):\n    previews.guard()\n",
        "def start(app):\n    app.previews.guard()\n",
        "from coldframe.runtime.gate import hosts\nfor host in hosts():\n    host.guard()\n",
        "from coldframe.runtime import Previews\nTREES = {t: Previews(t) for t in ('garden.preview',)}\nTREES['garden.preview'].guard()\n",
        "class App:\n    def __init__(self, previews):\n        self.previews = previews\n        self.previews.guard()\n",
    ],
)
def test_a_guard_of_the_tree(tmp_path: Path, more: str) -> None:
    assert found(tmp_path, CLOCK, more=more) == []


@pytest.mark.parametrize(
    "more",
    [
        "lock.guard()\n",
        "# previews.guard()\n",
        "SAID = 'call previews.guard()'\n",
        "import threading\nlock = threading.Lock()\nlock.guard()\n",
        "from locks import previews\npreviews.guard()\n",
        "import locks.previews\nlocks.previews.guard()\n",
        IMPORTED + "Lock().guard()\n",
        IMPORTED + "class Valve:\n    def open(self):\n        self.guard()\n",
        IMPORTED + "previews.guard('off')\n",
        IMPORTED + "previews.guard(mode='warn')\n",
        "from coldframe.runtime import Previews\nPreviews('garden.labs').guard()\n",
        "from coldframe.runtime import Previews\nlabs = Previews('garden.labs')\nlabs.guard()\n",
        "from other.runtime import Previews\nPreviews('garden.preview').guard()\n",
        "import coldframe.runtime\nclass Config:\n    guard = None\nConfig.guard = True\n",
        "def broken(:\n    lock.guard()\n",
    ],
)
def test_what_only_looks_like_a_guard(tmp_path: Path, more: str) -> None:
    assert found(tmp_path, CLOCK, more=more) == ["garden/clock.py:7"]


def test_guards_of_tests_and_features_are_none(tmp_path: Path) -> None:
    write(tmp_path, {"garden/tests/test_clock.py": IMPORTED + "previews.guard()\n"})
    write(tmp_path, {"garden/preview/watering/off.py": IMPORTED + "previews.guard()\n"})
    assert found(tmp_path, CLOCK) == ["garden/clock.py:7"]


def test_a_guard_of_another_tree_leaves_the_other_one_alone(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "garden/labs/__init__.py": "",
            "garden/labs/drones/__init__.py": "",
            "garden/labs/drones/preview.toml": 'title = "Drones"\n',
            "coldframe.toml": 'preview_trees = ["garden.preview", "garden.labs"]\n',
        },
    )
    labs = (
        "from coldframe.runtime import Previews\n\nlabs = Previews('garden.labs')\nlabs.guard()\n"
    )
    assert found(tmp_path, CLOCK, more=labs) == ["garden/clock.py:7"]
