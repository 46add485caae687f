"""The first contribution: a scaffolded rule runs, and is refused where it would break things."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.new_rule import Refused, listed, scaffold
from tools.sdists import ROOT


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what a rule touches."""
    for name in ("src", "tests", "tools", "news"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "examples").mkdir()
    return tmp_path


def test_scaffolded_rule_runs_and_its_tests_pass(checkout: Path) -> None:
    written = scaffold(checkout, "missing_feedback", "approval")
    assert "examples/missing_feedback/findings.txt" in written
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-k", "missing_feedback", "tests/check"],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout / "src"), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout


def test_scaffolded_files_keep_the_style(checkout: Path) -> None:
    paths: set[str] = set()
    for family in ("approval", "isolation", "exceptions"):
        paths |= set(scaffold(checkout, f"new_thing_in_{family}", family))
    paths = {path for path in paths if path.startswith(("src/", "tests/"))}
    ruff = [sys.executable, "-m", "ruff"]
    for command in (["check", *paths], ["format", "--check", *paths]):
        done = subprocess.run(
            [*ruff, *command], cwd=checkout, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("name", "family", "said"),
    [
        ("stable_imports_preview", "isolation", "is taken"),
        ("MissingFeedback", "approval", "snake_case"),
        ("missing_feedback", "aproval", "families are"),
    ],
)
def test_refusal_says_why_and_writes_nothing(
    checkout: Path, name: str, family: str, said: str
) -> None:
    before = sorted(checkout.rglob("*"))
    with pytest.raises(Refused, match=said):
        scaffold(checkout, name, family)
    assert sorted(checkout.rglob("*")) == before


def test_rule_stands_after_its_family() -> None:
    text = (ROOT / "src/coldframe/check/catalogue.py").read_text(encoding="utf-8")
    lines = listed(text, "zzz", "isolation").splitlines()
    table = lines[next(n for n, line in enumerate(lines) if line.startswith("RULES")) :]
    assert table.index("    zzz,") == table.index("    undeclared_need,") + 1
