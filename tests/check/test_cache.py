"""The cache: a hit is right. Every way in which a tree changes must be a miss."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from gardens import exception, garden, places
from hosts import commit_all, git, write

import coldframe.check.cache_key as cache_key
from coldframe.check.outcome import Outcome
from coldframe.check.run import check

SETTINGS = '[rules]\nundeclared_feature = "off"\n'
HARMLESS = "from garden.somewhere_else import Schedule # same\n"
HARMFUL = "from garden.preview.watering import Schedule # a\n"
assert len(HARMLESS) - len(HARMFUL) == 1
HARMFUL = HARMFUL.replace("# a", "# ab")


def hit(outcome: Outcome) -> bool:
    """Whether the outcome was remembered: then nothing was opened."""
    return outcome.host is None


def again(root: Path) -> Outcome:
    """A run with the cache, which agrees with a run without it."""
    outcome = check(str(root), cache=True)
    assert outcome._replace(host=None) == check(str(root))._replace(host=None)
    return outcome


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A garden whose outcome is remembered."""
    root = garden(tmp_path / "host", SETTINGS, **{"garden/walls.py": HARMLESS})
    write(root, {".gitignore": "ignored\n", "odd \udce9.txt": "x"})
    commit_all(root)
    assert not hit(again(root))
    assert hit(again(root))
    return root


def test_hit_says_the_same(root: Path) -> None:
    outcome = again(root)
    assert hit(outcome) and len(outcome.findings) == 2


def same_size_and_time(root: Path) -> None:
    path = root / "garden/walls.py"
    before = path.stat()
    path.write_text(HARMFUL)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)


def replaced(root: Path) -> None:
    write(root, {"new": HARMFUL})
    (root / "new").replace(root / "garden/walls.py")


def staged(root: Path) -> None:
    write(root, {"garden/walls.py": HARMFUL})
    git(root, "add", "-A")


def committed(root: Path) -> None:
    write(root, {"garden/walls.py": HARMFUL})
    commit_all(root)


CHANGES: dict[str, Callable[[Path], object]] = {
    "same size and time": same_size_and_time,
    "replaced": replaced,
    "staged": staged,
    "committed": committed,
    "untracked": lambda root: write(root, {"garden/new.py": HARMFUL}),
    "untracked folder": lambda root: write(root, {"garden/new/x.py": HARMFUL}),
    "removed": lambda root: (root / "garden/beds.py").unlink(),
    "settings": lambda root: write(root, {"coldframe.toml": "cycles = 3\n" + SETTINGS}),
    "ignore file": lambda root: write(root, {".gitignore": "garden/paths.py\n"}),
    "tag": lambda root: git(root, "tag", "v1.0.0"),
    "branch": lambda root: git(root, "branch", "other"),
    "detached": lambda root: git(root, "checkout", "-q", "--detach"),
    "amended": lambda root: git(root, "commit", "-q", "--amend", "-m", "x", day="2025-05-05"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_change_is_a_miss(name: str, root: Path) -> None:
    CHANGES[name](root)
    assert not hit(again(root))


def test_untracked_file_that_changes_without_a_trace_is_a_miss(root: Path) -> None:
    write(root, {"garden/new.py": HARMLESS})
    again(root)
    assert hit(again(root))
    path = root / "garden/new.py"
    before = path.stat()
    path.write_text(HARMFUL)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert not hit(again(root))


def test_untracked_file_outside_the_folder_of_the_start_is_a_miss(root: Path) -> None:
    """The command may be given anywhere in the host; the whole host counts."""
    start = root / "garden" / "preview"
    again(start)
    assert hit(again(start))
    write(root, {"garden/new.py": HARMFUL})
    assert not hit(again(start))


def test_modified_file_that_is_modified_once_more_is_a_miss(root: Path) -> None:
    write(root, {"garden/walls.py": HARMLESS + "# 1\n"})
    again(root)
    write(root, {"garden/walls.py": HARMFUL + "# 1\n"})
    assert not hit(again(root))
    assert hit(again(root))


def test_racy_change_right_after_the_index_was_written_is_a_miss(root: Path) -> None:
    for text in (HARMFUL, HARMLESS) * 5:
        write(root, {"garden/walls.py": text})
        assert len(again(root).findings) == (3 if text is HARMFUL else 2)
        git(root, "add", "-A")
        assert len(again(root).findings) == (3 if text is HARMFUL else 2)


def test_ignored_file_is_no_change(root: Path) -> None:
    write(root, {"ignored": HARMFUL})
    assert hit(again(root))


def test_ignored_settings_are_settings_still(tmp_path: Path) -> None:
    root = garden(tmp_path, **{".gitignore": "coldframe.toml\n"})
    again(root)
    assert hit(again(root))
    write(root, {"coldframe.toml": '[rules]\nstable_imports_preview = "off"\n'})
    assert not hit(again(root))


def test_next_day_is_a_miss(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tomorrow = time.gmtime(time.time() + 86_400)
    monkeypatch.setattr(cache_key, "gmtime", lambda: tomorrow)
    assert not hit(check(str(root), cache=True))


@pytest.mark.parametrize("flag", ["--assume-unchanged", "--skip-worktree"])
def test_file_that_git_does_not_look_at_is_never_remembered(flag: str, root: Path) -> None:
    git(root, "update-index", flag, "garden/walls.py")
    assert not hit(again(root))
    write(root, {"garden/walls.py": HARMFUL})
    assert not hit(again(root))


def test_clean_filter_is_never_trusted(root: Path) -> None:
    write(root, {".gitattributes": "*.py filter=strip\n"})
    git(root, "config", "filter.strip.clean", "sed s/preview/x/")
    commit_all(root)
    again(root)
    assert not hit(again(root))


def test_no_repository_means_no_cache(tmp_path: Path) -> None:
    write(tmp_path, {"coldframe.toml": ""})
    for _ in range(2):
        assert not hit(again(tmp_path))


def test_broken_cache_is_no_reason_to_fail(root: Path) -> None:
    file = root / ".git/coldframe/check-cache.json"
    for content in ("", "{", file.read_text()[:150], "\0", "null"):
        file.write_text(content)
        assert not hit(again(root))
    file.unlink()
    file.mkdir()
    assert not hit(again(root))


def test_cache_and_baseline_go_together(root: Path, tmp_path: Path) -> None:
    file = str(tmp_path / "known.json")
    first = check(str(root), cache=True, baseline=file, update_baseline=True)
    assert hit(first) and first.findings == ()
    write(root, {"garden/walls.py": HARMFUL})
    second = check(str(root), cache=True, baseline=file)
    assert places(second) == ["stable_imports_preview garden/walls.py:1"]


def test_exceptions_and_unread_files_are_remembered(tmp_path: Path) -> None:
    settings = SETTINGS + exception(place="garden/beds.py", reason="Soon.")
    root = garden(tmp_path, settings, **{"garden/odd.py": "garden.preview\ndef (:\n"})
    first = again(root)
    second = again(root)
    assert hit(second) and second == first._replace(host=None)
    assert len(second.accepted) == 1


def test_host_below_the_top_of_its_repository(tmp_path: Path) -> None:
    garden(tmp_path / "a", SETTINGS)
    shutil.rmtree(tmp_path / "a/.git")
    commit_all(tmp_path)
    root = tmp_path / "a"
    assert not hit(again(root))
    assert hit(again(root))
    write(root, {"garden/new.py": HARMFUL})
    assert not hit(again(root))
    write(root, {"garden/new.py": HARMLESS})
    assert not hit(again(root))
