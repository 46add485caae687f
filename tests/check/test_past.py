"""What git is asked early: the same answers, and the same faults."""

from __future__ import annotations

from pathlib import Path

import pytest
from hosts import commit_all, git, write

from coldframe.check.past import Past
from coldframe.source.git import GitError


def test_tags_with_days_and_those_of_what_is_checked_out(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": ""})
    commit_all(tmp_path, "one", "2024-01-01", "v1")
    git(tmp_path, "tag", "-a", "-m", "also", "1.0", day="2024-01-02")
    write(tmp_path, {"b.py": ""})
    commit_all(tmp_path, "two", "2024-02-01", "v2")
    past = Past(str(tmp_path), "HEAD")
    assert [(tag.name, tag.day) for tag in past.tags] == [
        ("v1", "2024-01-01"),
        ("1.0", "2024-01-02"),
        ("v2", "2024-02-01"),
    ]
    assert past.here == {"v2"}
    assert not past.shallow
    assert Past(str(tmp_path), "v1").here == {"v1", "1.0"}


def test_a_repository_without_a_commit(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    past = Past(str(tmp_path), "HEAD")
    assert past.tags == ()
    assert not past.shallow
    with pytest.raises(GitError):
        _ = past.here


def test_a_shallow_clone(tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    for number in range(2):
        write(whole, {"a.py": str(number)})
        commit_all(whole, str(number))
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{whole}", "cut")
    assert Past(str(tmp_path / "cut"), "HEAD").shallow


def test_no_repository(tmp_path: Path) -> None:
    past = Past(str(tmp_path), "HEAD")
    for ask in (lambda: past.tags, lambda: past.shallow, lambda: past.here):
        with pytest.raises(GitError, match="not a git repository"):
            ask()
