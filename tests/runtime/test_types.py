"""Whoever uses the runtime is told of a mistake by a type checker."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tools.sdists import ROOT

HOST = Path(__file__).with_name("typed") / "shop.py"
MISTAKES = (
    "previews.enabled(3)",
    "previews.guard(allow=1)",
    "previews.log_file('loyalty')",
    "previews.inventory()[0].titel",
    "points('three')",
    "on_checkout()",
)
CHECKED = """\
from coldframe.runtime import Previews

previews = Previews("shop.preview")


@previews.required("loyalty")
def points(price: int) -> int:
    return price


@previews.contained("loyalty")
def on_checkout(order: int) -> str:
    return str(order)


"""


def pyright(*arguments: str) -> dict[str, Any]:
    """What pyright reports, which sees the packages of this Python."""
    folder = os.path.dirname(sys.executable)
    done = subprocess.run(
        [sys.executable, "-m", "pyright", "--outputjson", *arguments],
        env={**os.environ, "PATH": folder + os.pathsep + os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert done.stdout.startswith("{"), done.stdout + done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def test_pyright_knows_the_type_of_every_public_name() -> None:
    found = pyright("--verifytypes", "coldframe.runtime", "--ignoreexternal")["typeCompleteness"]
    assert found["pyTypedPath"]
    unknown = [one["name"] for one in found["symbols"] if not one["isTypeKnown"]]
    assert (unknown, found["completenessScore"]) == ([], 1)


def test_pyright_finds_nothing_in_the_runtime_itself() -> None:
    assert pyright(str(ROOT / "src/coldframe/runtime"))["generalDiagnostics"] == []


def test_a_host_that_is_checked_strictly_by_pyright() -> None:
    assert pyright("-p", str(HOST.parent))["generalDiagnostics"] == []


def test_a_host_that_is_checked_strictly_by_mypy(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            sys.executable, "-m", "mypy", "--strict", "--config-file=",
            f"--cache-dir={tmp_path}", str(HOST),
        ],
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("checker", ["pyright", "mypy"])
def test_mistakes_are_found(checker: str, tmp_path: Path) -> None:
    file = tmp_path / "mistaken.py"
    file.write_text(CHECKED + "\n".join(MISTAKES) + "\n")
    first = CHECKED.count("\n")
    if checker == "pyright":
        found = pyright(str(file))["generalDiagnostics"]
        lines = {one["range"]["start"]["line"] for one in found if one["severity"] == "error"}
    else:
        said = subprocess.run(
            [sys.executable, "-m", "mypy", "--config-file=", f"--cache-dir={tmp_path}", str(file)],
            capture_output=True,
            text=True,
            check=False,
        ).stdout
        lines = {int(line.split(":")[1]) - 1 for line in said.splitlines() if ": error:" in line}
    assert lines == set(range(first, first + len(MISTAKES)))
