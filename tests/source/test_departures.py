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
