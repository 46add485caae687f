"""Many objects in one question, whatever they are called."""

from __future__ import annotations

from pathlib import Path

import pytest
from hosts import commit_all, git, write

from coldframe.source.git import GitError
from coldframe.source.objects import Desk, contents, folders, keys


def repository(root: Path) -> Path:
    write(
        root,
        {"lab/a.py": "A = 1\n", "lab/b/c.py": "C = 1\n", "lab/with space.py": "", "x": b"\0\n\0"},
    )
    commit_all(root, "one", "2024-01-01", "v1")
    write(root, {"lab/a.py": "A = 2\n", "lab/naïve.py": ""})
    commit_all(root, "two", "2024-02-01", "v2")
    return root


def test_contents_in_order_and_none_for_what_is_missing(tmp_path: Path) -> None:
    root = str(repository(tmp_path))
    names = [
        "v1:./lab/a.py",
        "v1:./gone",
        "v2:./lab/a.py",
        "nowhere:./x",
        "v1:./lab/with space.py",
        "v1:./x",
    ]
    assert contents(root, names) == [b"A = 1\n", None, b"A = 2\n", None, b"", b"\0\n\0"]
    assert [bool(key) for key in keys(root, names)] == [True, False, True, False, True, True]
    assert contents(root, []) == []


def test_folders_of_each_revision(tmp_path: Path) -> None:
    root = str(repository(tmp_path))
    found = folders(root, ["v1", "v2"], ["lab", "absent", "x"])
    assert list(found["v1", "lab"]) == ["a.py", "b", "with space.py"]
    assert list(found["v2", "lab"]) == ["a.py", "b", "naïve.py", "with space.py"]
    assert found["v1", "absent"] == {}
    assert [entry.is_folder for entry in found["v1", "lab"].values()] == [False, True, False]
    assert found["v1", "lab"]["a.py"].key != found["v2", "lab"]["a.py"].key
    assert found["v1", "lab"]["b"] == found["v2", "lab"]["b"]


def test_paths_are_relative_to_the_folder(tmp_path: Path) -> None:
    inner = repository(tmp_path) / "lab"
    assert contents(str(inner), ["v1:./a.py"]) == [b"A = 1\n"]
    assert "c.py" in folders(str(inner), ["v1"], ["b"])["v1", "b"]


def test_a_commit_that_is_not_in_this_clone_is_left_out(tmp_path: Path) -> None:
    root = repository(tmp_path)
    assert folders(str(root), ["v9"], ["lab"]) == {}


def test_names_with_line_ends_ask_no_second_question(tmp_path: Path) -> None:
    root = str(repository(tmp_path))
    assert contents(root, ["v1:./no\nv1:./lab/a.py", "v1:./lab/a.py"]) == [None, b"A = 1\n"]


def test_sha256_repositories(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main", "--object-format=sha256")
    root = str(repository(tmp_path))
    entries = folders(root, ["v1"], ["lab"])["v1", "lab"]
    assert [len(entry.key) for entry in entries.values()] == [64, 64, 64]


def test_no_repository_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(GitError):
        contents(str(tmp_path), ["HEAD:./x"])


def test_questions_are_collected_until_somebody_needs_an_answer(tmp_path: Path) -> None:
    desk = Desk(str(repository(tmp_path)))
    first, nothing, second = desk.ask(["v1:./lab/a.py", "gone"]), desk.ask([]), desk.ask(["v2:./x"])
    desk.begin()
    late = desk.ask(["v2:./lab/a.py"])
    assert second.contents() == [b"\0\n\0"] and first.contents() == [b"A = 1\n", None]
    assert nothing.contents() == [] and late.contents() == [b"A = 2\n"]


def test_who_wants_an_answer_is_told_that_git_cannot_give_one(tmp_path: Path) -> None:
    desk = Desk(str(tmp_path))
    asked = desk.ask(["HEAD"])
    desk.begin()
    with pytest.raises(GitError, match="not a git repository"):
        asked.contents()
