"""Where the fence lets a reference through, and where it does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hosts import commit_all, write

from coldframe.check.run import check

BASE = {
    "pyproject.toml": '[project]\nname = "garden"\n',
    "garden/__init__.py": "",
    "garden/preview/__init__.py": "",
    "garden/preview/watering/__init__.py": "class Schedule: ...\n",
    "garden/preview/pumps.py": "",
}
FENCE = ("stable_imports_preview", "stable_names_preview", "undecided", "undeclared_need")
IMPORT = "from garden.preview.watering import Schedule\n"


def places(root: Path, files: dict[str, str]) -> list[str]:
    """``rule path:line`` of every finding about the fence."""
    write(root, {**BASE, **files})
    commit_all(root)
    found = check(str(root), rules=FENCE).findings
    return [f"{f.rule} {f.path}:{f.line}" for f in found]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("tests/preview/watering/test_it.py", IMPORT),
        ("tests/test_anything.py", IMPORT),
        ("examples/water.py", IMPORT),
        ("benchmarks/water.py", IMPORT),
        ("garden/beds.py", f"from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    {IMPORT}"),
        ("garden/migrations/versions/001.py", f"def upgrade():\n    {IMPORT}"),
        ("garden/migrations/versions/001.py", "NAME = 'garden.preview.watering.Schedule'\n"),
        ("docs/watering.rst", ".. automodule:: garden.preview.watering\n"),
        ("docs/beds.rst", "This is a preview.\n\n.. automodule:: garden.preview.watering\n"),
        ("README.md", "Experimental:\n\n```python\nimport garden.preview.watering\n```\n"),
        ("releasenotes/notes/a.yaml", "features:\n  - See garden.preview.watering.Schedule.\n"),
        ("docs/releases/1.4.txt", ".. automodule:: garden.preview.watering\n"),
        ("docs/whatsnew/v2.rst", ".. automodule:: garden.preview.watering\n"),
        ("docs/api/garden.preview.utils.rst", ".. automodule:: garden.preview.utils\n"),
        ("docs/source/conf.py", "nitpick_ignore = ['garden.preview.watering.Schedule']\n"),
        ("CHANGELOG.md", "```python\nimport garden.preview.watering\n```\n"),
        ("mypy.ini", "[mypy-garden.preview.watering]\nignore_errors = true\n"),
    ],
)
def test_is_let_through(tmp_path: Path, path: str, text: str) -> None:
    """These places may reach, or name, a feature."""
    assert places(tmp_path, {path: text}) == []


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("garden/examples/w.py", IMPORT, "stable_imports_preview garden/examples/w.py:1"),
        ("garden/beds.py", IMPORT, "stable_imports_preview garden/beds.py:1"),
        (
            "garden/migrations/versions/001.py",
            IMPORT,
            "stable_imports_preview garden/migrations/versions/001.py:1",
        ),
        (
            "docs/beds.rst",
            ".. automodule:: garden.preview.watering\n",
            "stable_names_preview docs/beds.rst:1",
        ),
        (
            "setup.cfg",
            "[options.entry_points]\ngarden.parts =\n    w = garden.preview.watering:Schedule\n",
            "stable_names_preview setup.cfg:3",
        ),
        ("garden/preview/pumps.py", IMPORT, "undeclared_need garden/preview/pumps.py:1"),
        (
            "garden/preview/pumps.py",
            "from .watering import Schedule\nfrom . import watering\n",
            "undeclared_need garden/preview/pumps.py:1",
        ),
    ],
)
def test_is_held(tmp_path: Path, path: str, text: str, expected: str) -> None:
    """These may not, and each is told once."""
    assert places(tmp_path, {path: text}) == [expected]


def test_settings_narrow_the_gate(tmp_path: Path) -> None:
    """Stable tests, type checking and migrations are the host's to decide."""
    files = {
        "coldframe.toml": 'type_checking = "report"\ntest_references = "report"\n'
        "migration_imports = true\n",
        "tests/test_beds.py": IMPORT,
        "examples/water.py": IMPORT,
        "tests/preview/watering/test_it.py": IMPORT,
        "garden/beds.py": f"from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    {IMPORT}",
        "garden/migrations/versions/001.py": IMPORT,
    }
    assert places(tmp_path, files) == [
        "stable_imports_preview examples/water.py:1",
        "stable_imports_preview garden/beds.py:3",
        "stable_imports_preview tests/test_beds.py:1",
    ]


def test_a_need_is_told_once_for_many_places(tmp_path: Path) -> None:
    """Fifty imports of one feature are one missing line in ``needs``."""
    write(tmp_path, {**BASE, "garden/preview/pumps.py": IMPORT * 50})
    commit_all(tmp_path)
    (found,) = check(str(tmp_path), rules=["undeclared_need"]).findings
    assert found.message == ("pumps uses watering without needing it, here and in 49 more places")


def test_a_docstring_is_no_use(tmp_path: Path) -> None:
    """To mention another feature in a docstring is not to need it."""
    assert (
        places(
            tmp_path,
            {"garden/preview/pumps.py": '"""Like :class:`garden.preview.watering.Schedule`."""\n'},
        )
        == []
    )
