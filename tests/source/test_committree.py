"""One commit gives what the working tree gave when it was committed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hosts import commit_all, git, write

from coldframe.source.committree import CommitTree
from coldframe.source.files import LARGEST
from coldframe.source.git import GitError
from coldframe.source.tree import Unread
from coldframe.source.worktree import WorkTree


def test_is_the_tree_of_then(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "a.py": "needle\r\n",
            "b/ä ö.py": "needle",
            "b/c.py": b"\xff\0needle",
            "new\nline.py": "needle",
            "none.py": "need le",
        },
    )
    with open(str(tmp_path).encode() + b"/\xff.py", "wb") as file:
        file.write(b"needle")
    (tmp_path / "link.py").symlink_to("a.py")
    commit_all(tmp_path, tag="1.0")
    now = WorkTree(str(tmp_path))
    listing, hits = now.listing(), now.search(["needle"])
    read = {path: now.read(path) for path in hits}
    write(tmp_path, {"a.py": "changed", "new.py": "needle"})
    (tmp_path / "b/c.py").unlink()
    commit_all(tmp_path)

    then = CommitTree(str(tmp_path), "1.0")
    assert then.listing() == listing
    assert then.search(["needle"]) == hits
    assert {path: then.read(path) for path in hits} == read
    assert list(then.under("b")) == ["b/c.py", "b/ä ö.py"]
    assert then.exists("b/c.py") and not then.exists("new.py") and not then.exists("link.py")
    assert then.search(["needle"], ["b", "a.py"]) == ["a.py", "b/c.py", "b/ä ö.py"]
    assert then.search(["y\nx", "e\r\n"]) == ["a.py"]
    assert not then.unread
    then.close()
    assert then.read("a.py") == b"needle\r\n"


def test_root_within_a_repository(tmp_path: Path) -> None:
    commit_all(write(tmp_path, {"a.py": "needle", "sub/b.py": "needle"}))
    tree = CommitTree(str(tmp_path / "sub"), "HEAD")
    assert list(tree.paths()) == ["b.py"]
    assert tree.search(["needle"]) == ["b.py"]
    assert tree.read("b.py") == b"needle"


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    commit_all(write(tmp_path, {"large.py": b"x" * LARGEST + b"needle"}))
    tree = CommitTree(str(tmp_path), "HEAD")
    assert tree.search(["needle"]) == ["large.py"]
    assert tree.read("large.py") == b"" and tree.read("no.py") == b""
    assert tree.unread == [
        Unread("large.py", "is larger than 10 MB: searched, but not read"),
        Unread("no.py", "is not in HEAD"),
    ]


def test_bare_repository_is_no_obstacle(tmp_path: Path) -> None:
    commit_all(write(tmp_path / "a", {"a.py": "needle"}))
    git(tmp_path, "clone", "-q", "--bare", "a", "b")
    tree = CommitTree(str(tmp_path / "b"), "main")
    assert tree.search(["needle"]) == ["a.py"] and tree.read("a.py") == b"needle"


def test_unknown_revision_names_the_nearest_tags(tmp_path: Path) -> None:
    for tag in ("v1.0.0", "v1.1.0", "other"):
        commit_all(write(tmp_path, {"a.py": tag}), tag=tag)
    with pytest.raises(GitError, match="git knows no revision") as caught:
        CommitTree(str(tmp_path), "v1.0.1")
    assert caught.value.remedy.startswith("Did you mean v1.")
    with pytest.raises(GitError, match="--output=x"):
        CommitTree(str(tmp_path), "--output=x")


def test_no_repository(tmp_path: Path) -> None:
    with pytest.raises(GitError, match="not a git repository"):
        CommitTree(str(tmp_path), "HEAD")
