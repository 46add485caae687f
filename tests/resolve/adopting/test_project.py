"""A project is opened from a folder, a repository at a revision, or an archive."""

from __future__ import annotations

from pathlib import Path

import pytest
from hosts import commit_all, git

from coldframe.declare.mistake import Mistake
from coldframe.resolve.adopting.project import open_project


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "source"
    (root / "sub").mkdir(parents=True)
    (root / "sub/a.py").write_text("old\n")
    commit_all(root, tag="v1")
    (root / "sub/a.py").write_text("new\n")
    commit_all(root)
    (root / "sub/a.py").write_text("not committed\n")
    return root


def test_a_folder_is_taken_as_it_is(repository: Path) -> None:
    project = open_project(str(repository))
    assert project.tree.read("sub/a.py") == b"not committed\n"
    assert not project.commit


def test_a_revision_is_taken_as_it_was(repository: Path) -> None:
    project = open_project(f"{repository}@v1")
    assert project.tree.read("sub/a.py") == b"old\n"
    assert project.commit == git(repository, "rev-parse", "v1").strip()


def test_a_file_url_and_the_last_commit_of_a_subfolder(repository: Path) -> None:
    project = open_project(f"file://{repository}/sub", committed=True)
    assert project.tree.read("a.py") == b"new\n"
    assert (project.repository, project.prefix) == (str(repository), "sub/")


def test_a_bare_repository_has_its_last_commit(repository: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--bare", str(repository), "bare.git")
    project = open_project(str(tmp_path / "bare.git"))
    assert project.tree.read("sub/a.py") == b"new\n"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("https://example.org/x.git", "git clone https://example.org/x.git"),
        ("git@example.org:x.git", "git clone"),
        ("nowhere", "there is no project nowhere"),
        ("nowhere@v1", "there is no project nowhere@v1"),
    ],
)
def test_what_cannot_be_opened_is_said(source: str, said: str) -> None:
    with pytest.raises(Mistake, match=said):
        open_project(source)


def test_an_unknown_revision_and_a_missing_history_are_said(
    repository: Path, tmp_path: Path
) -> None:
    with pytest.raises(Mistake, match="v9"):
        open_project(f"{repository}@v9")
    (tmp_path / "plain").mkdir()
    with pytest.raises(Mistake, match="no history"):
        open_project(str(tmp_path / "plain"), committed=True)
    (tmp_path / "notes.txt").write_text("")
    with pytest.raises(Mistake, match="no source distribution"):
        open_project(str(tmp_path / "notes.txt"))
