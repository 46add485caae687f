"""What is kept between runs is made by one process, as a whole or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock, Timeout

from tools.once import once
from tools.sdists import ROOT

# Says that it builds, and builds until it is let go on.
BUILDER = """
import sys
from pathlib import Path
from tools.once import once

def build(place):
    place.mkdir()
    print("builds", flush=True)
    sys.stdin.readline()
    (place / "whole").touch()

print((once(Path(sys.argv[1]), "recipe", build) / "whole").exists(), flush=True)
"""


def builder(place: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", BUILDER, str(place)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_one_of_several_builds_and_the_others_wait_for_it(tmp_path: Path) -> None:
    first = builder(tmp_path / "deep/place")
    assert said(first) == "builds"
    with pytest.raises(Timeout):
        FileLock(tmp_path / "deep/place.lock").acquire(blocking=False)
    others = [builder(tmp_path / "deep/place") for _ in range(3)]
    first.communicate("go on\n")
    assert [other.communicate("go on\n")[0] for other in others] == ["True\n"] * 3


def test_what_was_killed_is_built_again_by_the_one_that_waited(tmp_path: Path) -> None:
    first = builder(tmp_path / "place")
    assert said(first) == "builds"
    (tmp_path / "place/half").touch()
    second = builder(tmp_path / "place")
    os.kill(first.pid, signal.SIGKILL)
    first.communicate()
    assert said(second) == "builds"
    assert not (tmp_path / "place/half").exists()
    assert second.communicate("go on\n")[0] == "True\n"


def test_it_is_built_anew_when_the_recipe_has_changed_or_it_is_gone(tmp_path: Path) -> None:
    place, built = tmp_path / "place", list[str]()

    def made(recipe: str) -> str:
        def build(place: Path) -> None:
            built.append(recipe)
            place.write_text(recipe)

        return once(place, recipe, build).read_text()

    assert [made("a"), made("a"), made("b")] == ["a", "a", "b"]
    place.unlink()
    assert made("b") == "b"
    assert built == ["a", "b", "b"]


def test_what_failed_is_no_result(tmp_path: Path) -> None:
    def fail(place: Path) -> None:
        place.mkdir()
        raise OSError("disk full")

    for _ in range(2):
        with pytest.raises(OSError, match="disk full"):
            once(tmp_path / "place", "recipe", fail)
