"""Where code went that left between two commits."""

from __future__ import annotations

from pathlib import Path

import pytest
from hosts import commit_all, git, write

from coldframe.source.departures import Departure, departures
from coldframe.source.git import GitError


def text(seed: str) -> str:
    return "".join(f"def {seed}_{number}():\n    return {number}\n" for number in range(30))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(
        tmp_path,
        {
            "p/preview/kept/a.py": text("kept"),
            "p/preview/moved/__init__.py": "",
            "p/preview/moved/a.py": text("one"),
            "p/preview/moved/deep/b.py": text("two"),
            "p/preview/flat/a.py": text("three"),
            "p/preview/flat/b.py": text("four"),
            "p/preview/single.py": text("five"),
            "p/preview/retired/__init__.py": "",
            "p/preview/retired/a.py": text("six"),
        },
    )
    commit_all(tmp_path, tag="1.0")
    git(tmp_path, "mv", "p/preview/moved", "p/moved")
    write(tmp_path, {"p/moved/a.py": text("one") + "# promoted\n"})
    git(tmp_path, "mv", "p/preview/flat/a.py", "p/flat_a.py")
    git(tmp_path, "mv", "p/preview/flat/b.py", "p/flat_b.py")
    git(tmp_path, "mv", "p/preview/single.py", "p/one.py")
    git(tmp_path, "rm", "-q", "-r", "p/preview/retired")
    write(tmp_path, {"p/other/__init__.py": "", "p/other/x.py": text("unlike") * 3})
    commit_all(tmp_path, tag="2.0")
    return tmp_path


def test_the_majority_of_the_files_decides(root: Path) -> None:
    names = ["moved", "flat", "single.py", "retired", "kept"]
    found = departures(str(root), "1.0", "2.0", [f"p/preview/{name}" for name in names])
    assert {path.rpartition("/")[2]: (d.to, d.moved, d.files) for path, d in found.items()} == {
        "moved": ("p/moved", 2, 2),
        "flat": ("p", 2, 2),
        "single.py": ("p/one.py", 1, 1),
        "retired": ("", 0, 1),
        "kept": ("", 0, 0),
    }
    assert ("p/preview/flat/a.py", "p/flat_a.py") in found["p/preview/flat"].pairs


def test_root_within_a_repository(root: Path) -> None:
    assert departures(str(root / "p"), "1.0", "2.0", ["preview/moved"])["preview/moved"].to == (
        "moved"
    )


def test_nothing_left(root: Path) -> None:
    assert departures(str(root), "2.0", "2.0", ["p/moved"]) == {"p/moved": Departure("p/moved")}


def test_unknown_revision(root: Path) -> None:
    with pytest.raises(GitError):
        departures(str(root), "1.0", "3.0", ["p"])


LICENCE = "# what every file of this project begins with, and which says nothing\n" * 14


def test_a_licence_is_no_likeness(tmp_path: Path) -> None:
    write(tmp_path, {"p/a/__init__.py": LICENCE + "from .x import X\n", "p/a/x.py": text("one")})
    commit_all(tmp_path, tag="1.0")
    git(tmp_path, "rm", "-q", "-r", "p/a")
    write(tmp_path, {"p/b/__init__.py": LICENCE + "from .y import Y\n", "p/b/y.py": "y = 1\n"})
    commit_all(tmp_path, tag="2.0")
    assert departures(str(tmp_path), "1.0", "2.0", ["p/a"])["p/a"] == Departure("p/a", "", 0, 1)


def test_a_file_that_keeps_its_telling_name_may_change_much(tmp_path: Path) -> None:
    half = text("common") + text("before") * 2
    write(tmp_path, {"p/preview/kto/kto_trainer.py": half, "p/preview/orpo/config.py": half})
    commit_all(tmp_path, tag="1.0")
    git(tmp_path, "rm", "-q", "-r", "p/preview")
    other = text("common") + text("after") * 2
    write(tmp_path, {"p/trainer/kto_trainer.py": other, "p/trainer/config.py": "x = 1\n"})
    commit_all(tmp_path, tag="2.0")
    found = departures(str(tmp_path), "1.0", "2.0", ["p/preview/kto", "p/preview/orpo"])
    assert [departure.to for departure in found.values()] == ["p/trainer", ""]


def test_a_move_may_overwrite_a_forwarding_file(tmp_path: Path) -> None:
    forward = "from p.preview.kto.kto_trainer import *  # noqa\n"
    write(tmp_path, {"p/preview/kto/kto_trainer.py": text("kto"), "p/kto_trainer.py": forward})
    write(tmp_path, {"p/preview/kto/__init__.py": "", "p/other.py": text("other")})
    commit_all(tmp_path, tag="1.0")
    git(tmp_path, "rm", "-q", "p/preview/kto/kto_trainer.py")
    write(tmp_path, {"p/kto_trainer.py": text("kto"), "p/other.py": text("changed")})
    commit_all(tmp_path, tag="2.0")
    assert departures(str(tmp_path), "1.0", "2.0", ["p/preview/kto"])["p/preview/kto"].to == "p"


def test_half_of_the_files_in_one_place_is_enough(tmp_path: Path) -> None:
    write(tmp_path, {"p/preview/a/x.py": text("one"), "p/preview/a/y.py": text("two")})
    commit_all(tmp_path, tag="1.0")
    git(tmp_path, "rm", "-q", "-r", "p/preview")
    write(tmp_path, {"p/x.py": text("one")})
    commit_all(tmp_path, tag="2.0")
    assert departures(str(tmp_path), "1.0", "2.0", ["p/preview/a"])["p/preview/a"][1:4] == (
        "p",
        1,
        2,
    )
