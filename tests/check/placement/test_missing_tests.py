"""When a feature counts as tested."""

from __future__ import annotations

from pathlib import Path

import pytest
from findings import DECLARATION, findings, host_with, lines

RULE = "missing_tests"


@pytest.mark.parametrize(
    "files",
    [
        {"tests/test_all.py": "import garden.preview.watering\n"},
        {"tests/preview/watering/test_x.py": "pass\n"},
        {"garden/preview/watering/tests/test_x.py": "pass\n"},
        {"garden/preview/watering/test_x.py": "pass\n"},
        {"tests/test_patch.py": 'import mock\nmock.patch("garden.preview.watering.Schedule")\n'},
        {
            "checks/watering.robot": "",
            "garden/preview/watering/preview.toml": DECLARATION
            + '[claims]\ntests = ["checks/*.robot"]\n',
        },
    ],
)
def test_tested(files: dict[str, str], tmp_path: Path) -> None:
    assert lines(RULE, host_with(tmp_path, files)) == []


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"tests/conftest.py": "import garden.preview.watering\n"},
        {"tests/preview/watering/__init__.py": ""},
        {"tests/test_beds.py": "import garden\n"},
        {
            "garden/preview/watering/preview.toml": DECLARATION
            + '[claims]\ntests = ["checks/*.robot"]\n'
        },
    ],
)
def test_untested(files: dict[str, str], tmp_path: Path) -> None:
    (finding,) = findings(RULE, host_with(tmp_path, files))
    assert finding.message == "watering has no tests"
    assert "tests/preview/watering/test_watering.py" in finding.hint


def test_an_unpacked_sdist_without_tests_says_so(tmp_path: Path) -> None:
    host = host_with(tmp_path, {"PKG-INFO": "Name: garden\n"})
    assert lines(RULE, host) == []
    assert host.notes == [
        "This is an unpacked sdist without tests: missing_tests cannot say anything about it."
    ]
