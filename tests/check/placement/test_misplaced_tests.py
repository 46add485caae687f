"""Whose test a file is, and where it may stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from findings import DECLARATION, findings, host_with, lines

RULE = "misplaced_tests"
TEST = "from garden.preview.watering import Schedule\n\ndef test_it():\n    Schedule()\n"


@pytest.mark.parametrize(
    "path",
    [
        "tests/preview/watering/test_schedule.py",
        "tests/unit/preview/watering/test_schedule.py",
        "garden/tests/unit/preview/watering/test_schedule.py",
        "garden/tests/preview/watering/deep/test_schedule.py",
        "tests/preview/test_watering.py",
        "tests/preview/test_watering_schedule.py",
        "garden/preview/watering/tests/test_schedule.py",
        "garden/preview/watering/test_schedule.py",
        "tests/conftest.py",
        "tests/preview/helpers.txt",
    ],
)
def test_in_place(path: str, tmp_path: Path) -> None:
    assert lines(RULE, host_with(tmp_path, {path: TEST})) == []


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("tests/test_schedule.py", "tests/preview/watering/"),
        ("tests/watering/test_schedule.py", "tests/preview/watering/"),
        ("tests/unit/test_schedule.py", "tests/unit/preview/watering/"),
        ("garden/tests/unit/test_schedule.py", "garden/tests/unit/preview/watering/"),
        ("garden/beds/tests/test_schedule.py", "garden/beds/tests/preview/watering/"),
    ],
)
def test_out_of_place(path: str, place: str, tmp_path: Path) -> None:
    (finding,) = findings(RULE, host_with(tmp_path, {path: TEST}))
    assert finding.message == f"this tests only watering, but stands outside {place}"
    assert finding.hint.startswith(f"git mv {path} {place}test_schedule.py")


def test_claimed_tests_are_in_place(tmp_path: Path) -> None:
    claims = DECLARATION + '[claims]\ntests = ["tests/test_sched*.py"]\n'
    files = {"garden/preview/watering/preview.toml": claims, "tests/test_schedule.py": TEST}
    assert lines(RULE, host_with(tmp_path, files)) == []


def test_the_settings_place_is_the_only_one(tmp_path: Path) -> None:
    files = {
        "coldframe.toml": 'preview_trees = ["garden.preview"]\ntests = ["checks/{feature}/**"]\n',
        "checks/watering/test_a.py": TEST,
        "tests/preview/watering/test_b.py": TEST,
    }
    (finding,) = findings(RULE, host_with(tmp_path, files))
    assert finding.path == "tests/preview/watering/test_b.py"
    assert "checks/watering/test_b.py" in finding.hint


def test_tests_of_the_whole_and_of_two_features_are_left_alone(tmp_path: Path) -> None:
    files = {
        "tests/test_whole.py": "from garden.beds import Bed\n" + TEST,
        "tests/test_both.py": "from garden.preview.compost import Heap\n" + TEST,
        "garden/preview/compost/__init__.py": "class Heap: ...\n",
        "garden/preview/compost/preview.toml": DECLARATION.replace("watering", "compost"),
        "garden/beds.py": "class Bed: ...\n",
    }
    assert lines(RULE, host_with(tmp_path, files)) == []


def test_helpers_from_the_tests_package_do_not_make_it_a_test_of_the_whole(tmp_path: Path) -> None:
    files = {"garden/tests/test_schedule.py": "from garden.tests.base import Case\n" + TEST}
    assert len(lines(RULE, host_with(tmp_path, files))) == 1


def test_undeclared_features_are_left_alone(tmp_path: Path) -> None:
    host = host_with(
        tmp_path,
        {"tests/test_schedule.py": TEST},
        without="garden/preview/watering/preview.toml",
    )
    assert lines(RULE, host) == []
