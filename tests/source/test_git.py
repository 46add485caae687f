"""Running git: fast, with a fixed environment, and in plain words when it fails."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hosts import commit_all, write
from hosts import git as shell

from coldframe.source import git as module
from coldframe.source.git import GitError, available, git, is_shallow, start


@pytest.fixture(params=["spawn", "popen"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways to start a process, wherever the tests run."""
    if request.param == "popen":
        monkeypatch.setattr(module, "_SPAWN", False)
    elif not module._SPAWN:
        pytest.skip("no posix_spawn with memory files here")


@pytest.mark.usefixtures("way")
def test_output_is_what_git_writes(tmp_path: Path) -> None:
    commit_all(write(tmp_path, {"a.py": "x" * 300_000}))
    assert git(str(tmp_path), "show", "HEAD:a.py") == b"x" * 300_000
    running = [start(str(tmp_path), "show", "HEAD:a.py") for _ in range(3)]
    assert {len(process.output()) for process in running} == {300_000}
    assert running[0].finish() == running[0].finish()


@pytest.mark.usefixtures("way")
def test_git_is_given_its_input(tmp_path: Path) -> None:
    commit_all(write(tmp_path, {"a.py": "x"}))
    given = b"HEAD:a.py\n" * 30_000
    assert (
        git(str(tmp_path), "cat-file", "--batch-check", given=given).count(b" blob 1\n") == 30_000
    )


@pytest.mark.usefixtures("way")
def test_failure_says_why(tmp_path: Path) -> None:
    with pytest.raises(GitError, match="not a git repository") as caught:
        git(str(tmp_path), "ls-files")
    assert caught.value.code == 128


@pytest.mark.usefixtures("way")
def test_without_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitError, match="git is not installed") as caught:
        git(str(tmp_path), "ls-files")
    assert caught.value.code == 127
    assert available(str(tmp_path)) == "git is not installed"


def test_available(tmp_path: Path) -> None:
    assert available(str(tmp_path)).startswith("not a git repository")
    shell(tmp_path, "init", "-q")
    assert available(str(tmp_path)) == ""
    assert available(str(tmp_path / ".git")) == "there is no working tree"


def test_is_shallow(tmp_path: Path) -> None:
    commit_all(write(tmp_path / "whole", {"a.py": ""}))
    commit_all(write(tmp_path / "whole", {"b.py": ""}))
    shell(tmp_path, "clone", "-q", "--depth=1", f"file://{tmp_path}/whole", "cut")
    assert not is_shallow(str(tmp_path / "whole"))
    assert is_shallow(str(tmp_path / "cut"))


def test_reading_a_tree_needs_no_heavy_import() -> None:
    code = (
        "import sys; from coldframe.source.worktree import WorkTree;"
        " WorkTree('.').search(['x']);"
        " print(sorted({'subprocess', 'tempfile', 'threading', 'pathlib', 'json', 'ast'}"
        " & set(sys.modules)))"
    )
    root = Path(__file__).parents[1] / "support"
    done = subprocess.run([sys.executable, "-I", "-c", code], cwd=root, capture_output=True)
    if module._SPAWN:
        assert done.stdout.decode().strip() == "[]", done.stderr.decode()
