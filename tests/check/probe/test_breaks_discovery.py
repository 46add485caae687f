"""``breaks_discovery``: which files, which machine, which failures count."""

from __future__ import annotations

from pathlib import Path

import pytest
from hosts import write
from probing import probed

EXTRA = (
    '[project]\nname = "pkg"\nversion = "1"\ndependencies = ["Core.Lib"]\n'
    '[project.optional-dependencies]\none = ["fancy-lib>=2", "pkg[more]", "core-lib[x]"]\n'
    "more = [\"other_lib; python_version > '3'\"]\n"
)
CLAIM = 'title = "one"\n[claims]\nextras = ["one"]\n'


@pytest.fixture
def libraries(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three installed distributions."""
    place = tmp_path_factory.mktemp("libraries")
    for name, module in (("fancy-lib", "fancy"), ("other-lib", "other"), ("core-lib", "core")):
        info = f"{name.replace('-', '_')}-1.dist-info"
        write(
            place,
            {
                f"{module}/__init__.py": "",
                f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n",
                f"{info}/RECORD": f"{module}/__init__.py,,\n{info}/METADATA,,\n",
            },
        )
    monkeypatch.setenv("PYTHONPATH", str(place))
    return place


def broken(root: Path, source: str, **more: str) -> list[str]:
    files = {
        "tests/preview/one/test_one.py": source,
        "pkg/preview/one/preview.toml": CLAIM,
        **more,
    }
    return [f.why for f in probed(root, files, settings=EXTRA).broken_tests]


@pytest.mark.parametrize(
    "source",
    [
        "import core\n",
        "import unittest\nraise unittest.SkipTest('needs fancy')\n",
        "import importlib.util\nassert importlib.util.find_spec('fancy') is None\n",
        "try:\n    import fancy\nexcept ImportError:\n    fancy = None\nassert fancy is None\n",
        "from importlib import metadata\n"
        "try:\n    metadata.version('fancy-lib')\nexcept metadata.PackageNotFoundError:\n    pass\n"
        "else:\n    raise AssertionError\nmetadata.version('core-lib')\n",
        "def test():\n    import fancy\n",
    ],
)
def test_fine_on_a_bare_machine(tmp_path: Path, libraries: Path, source: str) -> None:
    assert broken(tmp_path, source) == []


def test_pytest_importorskip_is_fine(tmp_path: Path, libraries: Path) -> None:
    assert broken(tmp_path, "import pytest\npytest.importorskip('fancy')\n") == []


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("import fancy\n", "ModuleNotFoundError: No module named 'fancy'"),
        ("from fancy import x\n", "ModuleNotFoundError: No module named 'fancy'"),
        ("import other\n", "ModuleNotFoundError: No module named 'other'"),
        ("import never_heard_of\n", "ModuleNotFoundError: No module named 'never_heard_of'"),
        ("1 / 0\n", "ZeroDivisionError: division by zero"),
        ("import os\nos._exit(5)\n", "ends the process (exit code 5)"),
        ("def (:\n", "SyntaxError: invalid syntax (test_one.py, line 1)"),
    ],
)
def test_broken_on_a_bare_machine(tmp_path: Path, libraries: Path, source: str, why: str) -> None:
    assert broken(tmp_path, source) == [why]


def test_the_feature_may_need_its_extras(tmp_path: Path, libraries: Path) -> None:
    feature = {"pkg/preview/one/__init__.py": "import fancy\n"}
    why = "ModuleNotFoundError: No module named 'fancy'"
    assert broken(tmp_path / "a", "import pkg.preview.one\n", **feature) == [why]
    # With them, as for the leaks, it can be imported.
    assert probed(tmp_path / "b", feature).failures == ()


def test_a_requirement_of_the_host_that_is_missing_is_noted(tmp_path: Path) -> None:
    notes: list[str] = []
    settings = '[project]\nname = "pkg"\nversion = "1"\ndependencies = ["absent-lib"]\n'
    files = {"tests/preview/one/test_one.py": "import absent_lib\n"}
    found = probed(tmp_path, files, settings=settings, notes=notes)
    assert found.broken_tests == ()
    assert len(notes) == 1 and "absent-lib is not installed" in notes[0]


def test_modules_are_imported_as_test_runners_do(tmp_path: Path) -> None:
    files = {
        "tests/__init__.py": "",
        "tests/support.py": "",
        "tests/preview/__init__.py": "",
        "tests/preview/one/__init__.py": "",
        "tests/preview/one/helper.py": "",
        "tests/preview/one/test_a.py": "from . import helper\nfrom tests import support\n",
        "tests/unit/preview/one/test_b.py": "import beside\nassert __name__ == 'test_b'\n",
        "tests/unit/preview/one/beside.py": "",
        "tests/unit/preview/one/conftest.py": "import pkg.preview.one\n",
        "pkg/tests/preview/one/test_b.py": "import pkg\n",
    }
    assert probed(tmp_path, files).broken_tests == ()


def test_one_that_ends_the_process_does_not_hide_the_next(tmp_path: Path) -> None:
    files = {
        "tests/preview/one/test_a.py": "import os\nos._exit(5)\n",
        "tests/preview/one/test_b.py": "1 / 0\n",
        "tests/preview/one/test_c.py": "",
    }
    found = probed(tmp_path, files).broken_tests
    assert [(f.path[-4], f.ended) for f in found] == [("a", True), ("b", False)]
