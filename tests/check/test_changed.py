"""``--changed-since``: only what the change may have done."""

from __future__ import annotations

from pathlib import Path

import pytest
from gardens import IMPORTS, garden, places
from hosts import commit_all, git, write

from coldframe.check.changed import changed_paths
from coldframe.check.run import check
from coldframe.declare.mistake import Mistake

BEDS, PATHS = IMPORTS


def test_committed_staged_unstaged_untracked_and_removed_paths_count(tmp_path: Path) -> None:
    root = write(tmp_path, {"staged": "1", "unstaged": "1", "removed": "1", "same": "1"})
    write(root, {".gitignore": "ignored\n", "old name": "a longer text that git could follow\n"})
    commit_all(root)
    git(root, "checkout", "-q", "-b", "work")
    write(root, {"committed": "2"})
    git(root, "mv", "old name", "new\nname")
    commit_all(root)
    write(root, {"staged": "2"})
    git(root, "add", "staged")
    write(root, {"unstaged": "2", "untracked/a b": "", "ignored": ""})
    (root / "removed").unlink()
    assert changed_paths(str(root), "main") == {
        "committed",
        "staged",
        "unstaged",
        "removed",
        "untracked/a b",
        "old name",
        "new\nname",
    }


def test_what_others_did_since_the_merge_base_does_not_count(tmp_path: Path) -> None:
    root = write(tmp_path, {"a": "1"})
    commit_all(root)
    git(root, "checkout", "-q", "-b", "work")
    write(root, {"mine": "1"})
    commit_all(root)
    git(root, "checkout", "-q", "main")
    write(root, {"theirs": "1"})
    commit_all(root)
    git(root, "checkout", "-q", "work")
    assert changed_paths(str(root), "main") == {"mine"}


def test_host_below_the_top_of_its_repository(tmp_path: Path) -> None:
    write(tmp_path, {"host/a": "1", "b": "1"})
    commit_all(tmp_path)
    write(tmp_path, {"host/a": "2", "b": "2", "host/new": ""})
    assert changed_paths(str(tmp_path / "host"), "HEAD") == {"a", "new"}


def test_only_findings_in_changed_files_are_reported(tmp_path: Path) -> None:
    root = garden(tmp_path)
    write(root, {"garden/paths.py": "\n" + (root / "garden/paths.py").read_text()})
    outcome = check(str(root), changed_since="HEAD")
    assert places(outcome) == [PATHS.replace(":1", ":2")]
    assert outcome.hidden >= 2


def test_nothing_changed_is_kept(tmp_path: Path) -> None:
    outcome = check(str(garden(tmp_path)), changed_since="HEAD")
    assert outcome.kept() and outcome.hidden >= 2


def test_touched_feature_brings_its_findings_as_a_whole(tmp_path: Path) -> None:
    root = garden(
        tmp_path, **{"garden/preview/pumps.py": "", "garden/preview/watering/valve.py": ""}
    )
    write(root, {"garden/preview/watering/valve.py": "x = 1\n"})
    rules = [finding.rule for finding in check(str(root), changed_since="HEAD").findings]
    assert rules == ["undeclared_feature"]


@pytest.mark.parametrize("revision", ["no-such", "-x", "--all", "HEAD:garden", ""])
def test_bad_revision_is_refused(revision: str, tmp_path: Path) -> None:
    root = garden(tmp_path)
    if not revision:
        assert check(str(root), changed_since="").changed_since == ""
        return
    with pytest.raises(Mistake, match="revision"):
        check(str(root), changed_since=revision)


def test_no_repository_is_told(tmp_path: Path) -> None:
    write(tmp_path, {"coldframe.toml": ""})
    with pytest.raises(Mistake, match="cannot tell what changed") as told:
        check(str(tmp_path), changed_since="main")
    assert "without --changed-since" in told.value.remedy


def test_unrelated_history_is_told(tmp_path: Path) -> None:
    root = garden(tmp_path)
    git(root, "checkout", "-q", "--orphan", "other")
    commit_all(root, "Another beginning")
    with pytest.raises(Mistake, match="no common ancestor"):
        check(str(root), changed_since="main")


def test_before_the_first_commit_everything_is_new(tmp_path: Path) -> None:
    write(tmp_path, {"a": "", "b": "", ".gitignore": "c\n", "c": ""})
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "a")
    assert changed_paths(str(tmp_path), "HEAD") == {"a", "b", ".gitignore"}
