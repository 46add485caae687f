"""A feature is left out of a copy of the tree, and what needs it is named line by line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hosts import commit_all, git, open_host, write

from coldframe.declare.mistake import Mistake
from coldframe.prove.absence.facts import facts
from coldframe.prove.absence.records import Absence, Part
from coldframe.prove.evidence.digest import digest
from coldframe.report import absence_json
from coldframe.report.absence_text import render
from coldframe.resolve.absent import absent

GONE = "ModuleNotFoundError: No module named 'shop.preview.gold'"
SHOP: dict[str, str | bytes] = {
    "pyproject.toml": """\
[project]
name = "shop"
version = "1.0"
[project.scripts]
shop = "shop.till:main"
[project.entry-points."shop.plugins"]
gold = "shop.preview.gold:Gold"
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[tool.coldframe]
preview_trees = ["shop.preview"]
smoke = "python -m shop.selftest"
""",
    "shop/__init__.py": "",
    "shop/preview/__init__.py": "",
    "shop/preview/gold/__init__.py": "class Gold:\n    pass\n",
    "shop/preview/gold/preview.toml": 'title = "Gold"\n',
    "shop/till.py": "def main():\n    return 0\n",
    "shop/selftest.py": "from shop import plugins\nassert plugins.names() <= {'gold'}\n",
    # Who asks for plugins must not find those of a feature that is gone.
    "shop/plugins.py": """\
from importlib.metadata import entry_points

def names():
    return {p.name for p in entry_points(group="shop.plugins") if p.load()}
""",
    "shop/soft.py": """\
try:
    from shop.preview import gold
except ImportError:
    gold = None
""",
    "tests/test_soft.py": """\
from shop import plugins, soft

def test_soft():
    assert soft.gold is None or soft.gold.Gold

def test_plugins():
    assert plugins.names() == ({"gold"} if soft.gold else set())
""",
    "tests/preview/test_gold.py": "from shop.preview.gold import Gold\n\ndef test_g():\n    assert Gold\n",
}
NEEDING: dict[str, str | bytes] = {
    "shop/prices.py": "import os\nfrom shop.preview.gold import Gold\n\nRATE = Gold()\n",
    "shop/lists.py": "from shop import prices\n",
    "shop/broken.py": "import nothing_of_that_name\n",
    "shop/late.py": "def late():\n    from shop.preview.gold import Gold\n    return Gold()\n",
    "tests/test_late.py": """\
from shop.late import late

def test_late():
    assert late()

def test_fails_anyway():
    assert 0, "anyway"
""",
    "tests/test_prices.py": "from shop import prices\n\ndef test_p():\n    assert prices.RATE\n",
}


@pytest.fixture(autouse=True)
def bare_pytest(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pytest of the little hosts starts without the plugins that are installed for us."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")


def shop(root: Path, files: dict[str, str | bytes] | None = None) -> Path:
    write(root, {**SHOP, **(files or {})})
    commit_all(root, tag="v1.0.0")
    return root


def part(absence: Absence, name: str) -> Part:
    return next(one for one in absence.parts if one.name == name)


def test_an_optional_feature_is_proven_optional(tmp_path: Path) -> None:
    """By the whole of it: modules, entry points, smoke test, tests and wheels."""
    root = shop(tmp_path)
    found = absent("gold", str(root))
    assert {one.name: (one.outcome, one.tried) for one in found.parts} == {
        "imports": ("passed", 6),
        "starts": ("passed", 2),
        "tests": ("passed", 2),
        "wheels": ("passed", 6),
        "names": ("passed", 7),
    }
    assert found.kept
    assert (found.removed, found.edited) == (3, 1)
    assert git(root, "status", "--short") == ""
    assert render(found).splitlines()[-1] == "optional: the host does without gold"


def test_each_place_that_needs_it_is_named(tmp_path: Path) -> None:
    root = shop(tmp_path, NEEDING)
    found = absent("gold", str(root), skip=("wheels",))
    assert not found.kept
    (cause,) = part(found, "imports").breaks
    assert (cause.path, cause.line, cause.why) == ("shop/prices.py", 2, GONE)
    assert cause.text == "from shop.preview.gold import Gold"
    assert {cause.what, *cause.also} == {"shop.lists", "shop.prices"}
    assert part(found, "imports").before == ("shop.broken",)
    tests = part(found, "tests")
    assert {(one.what, one.path, one.line, one.why) for one in tests.breaks} == {
        ("tests/test_late.py::test_late", "shop/late.py", 2, GONE),
        ("tests/test_prices.py", "shop/prices.py", 2, GONE),
    }
    assert tests.before == ("tests/test_late.py::test_fails_anyway",)
    read = {(one.path, one.line) for one in part(found, "names").breaks}
    assert read == {("shop/prices.py", 2), ("shop/late.py", 2)}
    assert part(found, "starts").outcome == "passed"
    text = render(found)
    assert "shop/prices.py:2  from shop.preview.gold import Gold\n" in text
    assert text.splitlines()[-1] == (
        "needed: the host does not do without gold: 2 places; not tried: wheels"
    )
    said = json.loads(absence_json.render(found))
    assert said["kept"] is False and len(said["parts"]) == 5

    host = open_host(root)
    now = digest(host, host.features[0])
    stored = facts(found, now, run="7")
    assert [(one.subject, one.outcome, one.value) for one in stored][:2] == [
        ("imports", "failed", 10.0),
        ("starts", "passed", 2.0),
    ]
    assert {one.digest for one in stored} == {now.value} and stored[0].commit == now.commit
    assert json.loads(stored[0].detail)["before"] == ["shop.broken"]


def test_narrowed_tests_and_tests_of_who_declares_the_need(tmp_path: Path) -> None:
    root = shop(
        tmp_path,
        {
            "shop/preview/card/__init__.py": "from shop.preview.gold import Gold\n",
            "shop/preview/card/preview.toml": 'title = "Card"\nneeds = ["gold"]\n',
            "tests/preview/test_card.py": "import shop.preview.card\n\ndef test_card():\n    pass\n",
        },
    )
    skip = ("imports", "starts", "wheels")
    narrowed = absent("gold", str(root), tests=["tests/test_soft.py"], skip=skip)
    assert part(narrowed, "tests").tried == 2
    assert part(narrowed, "tests").narrowed == ("tests/test_soft.py",)
    found = absent("gold", str(root), skip=skip)
    assert found.kept, render(found)
    assert "1 tests of features that need it fail, as they must." in part(found, "tests").notes
    assert found.notes == ("Not looked at: card, which declares that it needs the feature.",)


@pytest.mark.parametrize(
    ("command", "outcome", "why"),
    [
        ("python -m pytest -x -q tests", "failed", GONE),  # -x would hide the second
        ("python -m unittest discover -s checks", "failed", GONE),
        ("python checks/plain.py", "failed", f"exit code 1: {GONE}"),
        ("no-such-command", "error", ""),
        ("python -c pass", "skipped", ""),
    ],
)
def test_any_command_can_run_the_tests(
    tmp_path: Path, command: str, outcome: str, why: str
) -> None:
    settings = f'[tool.coldframe.prove]\ntests = "{command}"\n'
    root = shop(
        tmp_path,
        {
            **NEEDING,
            "pyproject.toml": str(SHOP["pyproject.toml"]) + settings,
            "checks/test_it.py": """\
import unittest

class Late(unittest.TestCase):
    def test_late(self):
        from shop.late import late
        late()

    def test_anyway(self):
        self.fail()
""",
            "checks/plain.py": "from shop.late import late\nlate()\n",
        },
    )
    found = absent("gold", str(root), skip=("imports", "starts", "wheels", "names"))
    tests = part(found, "tests")
    assert tests.outcome == outcome, tests
    assert {one.why for one in tests.breaks} == ({why} if why else set())
    if "pytest" in command:
        assert len(tests.breaks) == 2


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ({"name": "silver"}, "there is no feature silver"),
        ({"skip": ("lunch",)}, "There are imports, starts, tests, wheels, names"),
        ({"tests": ["nowhere"]}, "does not exist"),
        ({"tests": ["tests/preview/test_gold.py"]}, "goes with the feature"),
        ({"python": "/bin/false"}, "/bin/false does not work"),
        ({"python": "/nowhere/python"}, "there is no Python at /nowhere/python"),
    ],
)
def test_misuse_is_said(tmp_path: Path, arguments: dict[str, object], why: str) -> None:
    root = shop(tmp_path)
    with pytest.raises(Mistake, match=why):
        absent(**{"name": "gold", "start": str(root), **arguments})  # type: ignore[arg-type]


def test_a_dirty_tree_and_one_without_git(tmp_path: Path) -> None:
    """What counts is what is there, and it is left alone."""
    root = write(tmp_path, SHOP)
    commit_all(root)
    (root / "shop/new.py").write_text("from shop.preview.gold import Gold\n\nGold()\n")
    skip = ("tests", "starts", "wheels", "names")
    dirty = absent("gold", str(root), skip=skip)
    assert [one.path for one in part(dirty, "imports").breaks] == ["shop/new.py"]
    assert git(root, "status", "--short") == "?? shop/new.py\n"
    (root / ".git").rename(tmp_path.parent / "git-of-it")
    bare = absent("gold", str(root), skip=skip)
    assert [one.path for one in part(bare, "imports").breaks] == ["shop/new.py"]
