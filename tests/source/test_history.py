"""What git remembers: tags, first tag of a path, last change, authors."""

from __future__ import annotations

from pathlib import Path

import pytest
from hosts import commit_all, git, write

from coldframe.source.git import GitError
from coldframe.source.history import (
    FirstSeen,
    first_seen,
    last_change,
    path_at,
    recent_authors,
    stories,
    tags,
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Three releases: ``old`` is in all, ``new.py`` since 2.0, ``late`` in none, ``gone`` left."""
    write(tmp_path, {"p/__init__.py": "", "p/old/a.py": "1", "p/gone.py": "1"})
    commit_all(tmp_path, day="2024-01-01", tag="1.0", author="Ada")
    write(tmp_path, {"p/new.py": "1"})
    commit_all(tmp_path, day="2024-02-01", author="Grace")
    write(tmp_path, {"p/old/b.py": "1"})
    commit_all(tmp_path, day="2024-03-01", author="Grace")
    (tmp_path / "p/gone.py").unlink()
    commit_all(tmp_path, day="2024-04-01", author="dependabot[bot]")
    git(tmp_path, "tag", "-a", "-m", "Two", "2.0", day="2024-04-05")
    write(tmp_path, {"p/old/a.py": "2", "p/late/x.py": "1"})
    commit_all(tmp_path, day="2024-05-01", author="Zoë Ü")
    return tmp_path


PATHS = ["p/old", "p/new.py", "p/late", "p/gone.py"]


def test_tags_with_their_days(root: Path) -> None:
    assert tags(str(root)) == [("1.0", "2024-01-01"), ("2.0", "2024-04-05")]


def test_tags_of_other_branches_count_unless_only_merged_ones_are_wanted(root: Path) -> None:
    git(root, "checkout", "-q", "-b", "stable/2", "2.0")
    commit_all(write(root, {"fix.py": ""}), day="2024-06-01", tag="2.1")
    git(root, "checkout", "-q", "main")
    assert [tag for tag, _ in tags(str(root))] == ["1.0", "2.0", "2.1"]
    assert [tag for tag, _ in tags(str(root), merged=True)] == ["1.0", "2.0"]


def test_no_tags_and_no_commits(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    assert tags(str(tmp_path)) == []
    assert stories(str(tmp_path), ["p"])["p"].first_day == ""
    assert path_at(str(tmp_path), [], ["p"]) == {"p": ()}


def test_no_repository(tmp_path: Path) -> None:
    with pytest.raises(GitError, match="not a git repository"):
        tags(str(tmp_path))
    with pytest.raises(GitError, match="not a git repository"):
        stories(str(tmp_path), ["p"])


def test_path_at(root: Path) -> None:
    assert path_at(str(root), ["1.0", "2.0"], [*PATHS, "p", "nowhere/x"]) == {
        "p/old": ("1.0", "2.0"),
        "p/new.py": ("2.0",),
        "p/late": (),
        "p/gone.py": ("1.0",),
        "p": ("1.0", "2.0"),
        "nowhere/x": (),
    }


def test_first_seen(root: Path) -> None:
    found = first_seen(str(root), PATHS, ["1.0", "2.0"])
    assert {path: (seen.tag, seen.day) for path, seen in found.items()} == {
        "p/old": ("1.0", "2024-01-01"),
        "p/new.py": ("2.0", "2024-02-01"),
        "p/late": ("", "2024-05-01"),
        "p/gone.py": ("1.0", "2024-01-01"),
    }


def test_stories(root: Path) -> None:
    told = stories(str(root), PATHS)
    old = told["p/old"]
    assert (old.first_day, old.last_day, old.last_author) == ("2024-01-01", "2024-05-01", "Zoë Ü")
    assert sorted(old.authors) == ["Ada", "Grace", "Zoë Ü"]
    assert told["p/gone.py"].last_day == "2024-04-01"
    assert told["p/gone.py"].authors == ("Ada",)
    assert told["p/new.py"].first_commit == told["p/new.py"].last_commit
    assert not any(story.why for story in told.values())


def test_last_change_and_authors_of_one_path(root: Path) -> None:
    assert last_change(str(root), "p/old") == ("2024-05-01", "Zoë Ü")
    assert last_change(str(root), "nowhere") == ("", "")
    assert set(recent_authors(str(root), "p/old")) == {"Ada", "Grace", "Zoë Ü"}
    assert recent_authors(str(root), "p/gone.py") == ("Ada",)


def test_root_within_a_repository(root: Path) -> None:
    within = str(root / "p")
    assert first_seen(within, ["new.py"], ["1.0", "2.0"])["new.py"].tag == "2.0"
    assert stories(within, ["old"])["old"].first_day == "2024-01-01"
    assert stories(within, ["old/a.py"])["old/a.py"].last_day == "2024-05-01"


def test_shallow_clone_says_what_it_cannot_know(root: Path) -> None:
    git(root.parent, "clone", "-q", "--depth=2", f"file://{root}", "cut")
    told = stories(str(root.parent / "cut"), ["p/old", "p/late"])
    assert told["p/old"].first_day == "" and "shallow" in told["p/old"].why
    assert told["p/old"].last_day == "2024-05-01"
    assert told["p/late"].first_day == "2024-05-01" and not told["p/late"].why
    assert first_seen(str(root.parent / "cut"), ["p/old"], ["2.0"])["p/old"].tag in ("", "2.0")


def test_rewritten_history_does_not_change_the_first_tag(root: Path) -> None:
    git(root, "checkout", "-q", "--orphan", "fresh")
    commit_all(root, day="2025-01-01")
    assert first_seen(str(root), ["p/old"], ["1.0", "2.0"])["p/old"][::2] == ("1.0", "2025-01-01")


def test_a_reading_that_takes_too_long_says_so(root: Path) -> None:
    told = stories(str(root), ["p/old"], seconds=0)
    assert told["p/old"].why == "reading the history took too long"
    assert told["p/old"].first_commit == ""


def test_names_with_newlines_and_foreign_bytes(tmp_path: Path) -> None:
    write(tmp_path, {"p/new\nline/ä.py": "1", "p/x y.py": ""})
    commit_all(tmp_path, tag="1.0", day="2024-01-01")
    assert stories(str(tmp_path), ["p/new\nline"])["p/new\nline"].first_day == "2024-01-01"
    assert path_at(str(tmp_path), ["1.0"], ["p/x y.py", "p/new\nline"]) == {
        "p/x y.py": ("1.0",),
        "p/new\nline": ("1.0",),
    }


def test_tag_of_a_file_is_no_release(root: Path) -> None:
    git(root, "tag", "odd", git(root, "rev-parse", "HEAD:p/new.py").strip())
    assert path_at(str(root), ["odd", "1.0"], ["p/old"]) == {"p/old": ("1.0",)}


def test_first_seen_of_nothing(root: Path) -> None:
    assert first_seen(str(root), [], ["1.0"]) == {}
    assert FirstSeen() == ("", "", "", "")
