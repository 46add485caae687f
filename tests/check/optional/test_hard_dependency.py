"""Which dependencies serve preview features alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from findings import findings, host_with, lines
from hosts import open_host

from coldframe.check.optional import hard_dependency

RULE = "hard_dependency"
FEATURE = "garden/preview/watering/__init__.py"


def project(*names: str) -> str:
    listed = "".join(f'  "{name}",\n' for name in names)
    return f'[project]\nname = "garden"\nversion = "1"\ndependencies = [\n{listed}]\n'


@pytest.mark.parametrize(
    ("requirement", "statement"),
    [
        ("croniter>=6", "import croniter"),
        ("croniter [fast] ; python_version > '3'", "from croniter import Cron"),
        ("PyYAML", "import yaml"),
        ("scikit-learn", "    from sklearn.tree import (\n  Tree)"),
        ("python-dateutil", "import os, dateutil.parser as p"),
        ("google-cloud-storage", "from google.cloud import storage"),
        ("Typing_Extensions", "import typing_extensions"),
    ],
)
def test_only_a_feature_imports_it(requirement: str, statement: str, tmp_path: Path) -> None:
    (finding,) = findings(
        RULE, host_with(tmp_path, {"pyproject.toml": project("x", requirement), FEATURE: statement})
    )
    assert (finding.path, finding.line, finding.feature) == ("pyproject.toml", 6, "watering")
    assert finding.message.endswith("(watering), but every installation gets it")


@pytest.mark.parametrize(
    "stable",
    [
        "import croniter\n",
        "import os, croniter\n",
        "def f():\n    from croniter.x import y\n",
        'importlib.import_module("croniter")\n',
        'if find_spec("croniter"): ...\n',
    ],
)
def test_stable_code_uses_it_too(stable: str, tmp_path: Path) -> None:
    files = {
        "pyproject.toml": project("croniter"),
        FEATURE: "import croniter\n",
        "garden/a.py": "# croniter\n",
        "garden/beds.py": stable,
    }
    assert lines(RULE, host_with(tmp_path, files)) == []


def test_tests_docs_and_comments_are_no_users(tmp_path: Path) -> None:
    files = {
        "pyproject.toml": project("croniter"),
        FEATURE: "import croniter\n",
        "tests/test_x.py": "import croniter\n",
        "docs/conf.py": "x = 1\n",
        "garden/beds.py": "import croniter_like  # not croniter\n",
    }
    assert len(lines(RULE, host_with(tmp_path, files))) == 1


def test_extras_and_unknown_modules_are_left_alone(tmp_path: Path) -> None:
    text = project("lib-with-odd-name", "x") + '[project.optional-dependencies]\nw = ["croniter"]\n'
    files = {"pyproject.toml": text, FEATURE: "import croniter, oddly\n"}
    assert lines(RULE, host_with(tmp_path, files)) == []


def test_a_name_that_is_part_of_a_namespace(tmp_path: Path) -> None:
    files = {
        "pyproject.toml": project("google-cloud-storage"),
        FEATURE: "from google.cloud import storage\n",
        "garden/beds.py": "from google.cloud import storage as s\n",
    }
    assert lines(RULE, host_with(tmp_path, files)) == []


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        (
            "setup.cfg",
            "[metadata]\nname = garden\n[options]\ninstall_requires =\n  croniter>1\n",
            5,
        ),
        ("setup.py", "setup(name='garden',\n  install_requires=['croniter'])\n", 2),
        (
            "pyproject.toml",
            '[tool.poetry.dependencies]\npython = "^3.11"\ncroniter = "^6"\n'
            '[build-system]\nbuild-backend = "poetry.core.masonry.api"\n',
            3,
        ),
    ],
)
def test_where_dependencies_are_written(path: str, text: str, line: int, tmp_path: Path) -> None:
    host = host_with(tmp_path, {path: text, FEATURE: "import croniter\n"})
    assert [(f.path, f.line) for f in findings(RULE, host)] == [(path, line)]


def test_pbr_reads_requirements_txt(tmp_path: Path) -> None:
    files = {
        "setup.py": "import setuptools\nsetuptools.setup(setup_requires=['pbr'], pbr=True)\n",
        "requirements.txt": "# a comment\n-c constraints.txt\ncroniter>=6 # MIT\n",
        FEATURE: "import croniter\n",
    }
    assert [(f.path, f.line) for f in findings(RULE, host_with(tmp_path, files))] == [
        ("requirements.txt", 3)
    ]


def test_several_features(tmp_path: Path) -> None:
    files = {"pyproject.toml": project("croniter"), FEATURE: "import croniter\n"}
    files |= {f"garden/preview/f{n}.py": "import croniter\n" for n in range(4)}
    (finding,) = findings(RULE, host_with(tmp_path, files))
    assert "(f0, f1, f2 and 2 more)" in finding.message and finding.feature == ""


def test_a_search_that_was_begun_early_finds_the_same(tmp_path: Path) -> None:
    host = host_with(
        tmp_path, {"pyproject.toml": project("croniter"), FEATURE: "import croniter\n"}
    )
    found = lines(RULE, host)
    again = open_host(tmp_path)
    hard_dependency.begin(again)
    assert lines(RULE, again) == found
    assert len(found) == 1
