"""The clock on real repositories: tags, commits, and every number somebody might edit."""

from __future__ import annotations

from pathlib import Path

import pytest
from hosts import commit_all, git, open_host, write

from coldframe.check.clockwork import Clockwork, days_between
from coldframe.check.run import check

INIT = {"garden/__init__.py": "", "garden/preview/__init__.py": ""}
WATERING = {"garden/preview/watering/__init__.py": '"""Waters."""\n'}


def released(root: Path, *majors: int, day: int = 1) -> None:
    for major in majors:
        write(root, {"news.md": f"{major}\n"})
        commit_all(root, f"release {major}", f"2024-{major:02}-{day:02}", f"{major}.0.0")


def host_since(root: Path, first: int, last: int) -> Path:
    """A feature that is in the releases ``first`` to ``last``; the host begins with 1.0.0."""
    write(root, INIT)
    released(root, *range(1, first))
    write(root, WATERING)
    released(root, *range(first, last + 1))
    return root


def declared(root: Path, text: str) -> None:
    write(
        root,
        {"garden/preview/watering/preview.toml": f'spec = "docs/a.md"\n{text}', "docs/a.md": "A\n"},
    )


def stage(root: Path) -> str:
    host = open_host(root)
    return host.clockwork.stage(host.features[0])


def clock_of(root: Path) -> Clockwork:
    return open_host(root).clockwork


def test_first_release_and_age_come_from_the_tags(tmp_path: Path) -> None:
    host = open_host(host_since(tmp_path, 3, 6))
    feature, clock = host.features[0], host.clockwork
    first = clock.first_release(feature)
    assert first is not None and (first.version, first.day) == ("3.0.0", "2024-03-01")
    age = clock.age(feature)
    assert age is not None and age.cycles == 3
    assert str(clock.deadline(feature).release) == "5.0.0" and clock.cycles_left(feature) == -1


@pytest.mark.parametrize(
    ("last", "expected"), [(3, "preview"), (4, "due"), (5, "due"), (6, "overdue")]
)
def test_stage_by_release(tmp_path: Path, last: int, expected: str) -> None:
    assert stage(host_since(tmp_path, 3, last)) == expected


def test_unreleased(tmp_path: Path) -> None:
    write(tmp_path, INIT)
    released(tmp_path, 1, 2)
    write(tmp_path, WATERING)
    host = open_host(tmp_path)
    assert host.clockwork.stage(host.features[0]) == "unreleased"
    assert host.clockwork.age(host.features[0]) is None
    assert str(host.clockwork.deadline(host.features[0]).release) == "~5.0.0"


def test_editing_since_does_not_help(tmp_path: Path) -> None:
    root = host_since(tmp_path, 1, 4)
    declared(root, 'since = "4.0.0"\n')
    assert stage(root) == "overdue"
    finding = check(str(root), rules=["overdue"]).findings[0]
    assert "since 1.0.0" in finding.message and "4.0.0 does not count" in finding.message
    assert (finding.path, finding.line) == ("garden/preview/watering/preview.toml", 2)


def test_editing_cycles_does_not_help_what_was_released(tmp_path: Path) -> None:
    write(tmp_path, {**INIT, **WATERING, "coldframe.toml": "cycles = 2\n"})
    released(tmp_path, 1, 2, 3, 4)
    assert stage(tmp_path) == "overdue"
    write(tmp_path, {"coldframe.toml": "cycles = 9\n"})
    assert stage(tmp_path) == "overdue"


def test_more_cycles_hold_for_features_released_under_them(tmp_path: Path) -> None:
    write(tmp_path, {**INIT, "coldframe.toml": "cycles = 2\n"})
    released(tmp_path, 1)
    write(tmp_path, {**WATERING, "coldframe.toml": "cycles = 9\n"})
    released(tmp_path, 2, 3, 4, 5)
    assert stage(tmp_path) == "preview"


def test_editing_until_does_not_help_once_released(tmp_path: Path) -> None:
    write(tmp_path, {**INIT, **WATERING, "docs/b.md": "B\n"})
    renewal = 'since = "1.0.0"\n[[renewals]]\nuntil = "{}"\nspec = "docs/b.md"\n'
    declared(tmp_path, renewal.format("4.0.0"))
    released(tmp_path, 1, 2, 3, 4)
    assert stage(tmp_path) == "due"
    released(tmp_path, 5)
    assert stage(tmp_path) == "overdue"
    declared(tmp_path, renewal.format("9.0.0"))
    assert stage(tmp_path) == "overdue"
    assert (
        "was released with until = 4.0.0"
        in check(str(tmp_path), rules=["stale_renewal"]).findings[0].message
    )
    write(tmp_path, {"docs/c.md": "C\n"})
    declared(
        tmp_path, renewal.format("4.0.0") + '[[renewals]]\nuntil = "9.0.0"\nspec = "docs/c.md"\n'
    )
    assert stage(tmp_path) == "preview"


def test_a_spec_older_than_the_one_before_it_renews_nothing(tmp_path: Path) -> None:
    write(tmp_path, {**INIT, **WATERING, "docs/older.md": "O\n"})
    commit_all(tmp_path, "an old spec", "2023-01-01")
    declared(tmp_path, 'since = "1.0.0"\n[[renewals]]\nuntil = "9.0.0"\nspec = "docs/older.md"\n')
    released(tmp_path, 1, 2, 3, 4)
    assert stage(tmp_path) == "overdue"
    assert (
        "older than docs/a.md" in check(str(tmp_path), rules=["stale_renewal"]).findings[0].message
    )


def test_a_spec_of_another_feature_renews_nothing(tmp_path: Path) -> None:
    host_since(tmp_path, 1, 4)
    declared(tmp_path, 'since = "1.0.0"\n[[renewals]]\nuntil = "9.0.0"\nspec = "docs/other.md"\n')
    write(
        tmp_path,
        {
            "docs/other.md": "",
            "garden/preview/other.py": "",
            "garden/preview/other.preview.toml": 'spec = "docs/other.md"\n',
        },
    )
    message = check(str(tmp_path), rules=["stale_renewal"]).findings[0].message
    assert "which other uses already" in message


def test_renaming_a_feature_does_not_help(tmp_path: Path) -> None:
    write(tmp_path, {**INIT, "garden/preview/watering/__init__.py": "VALUE = 1\n" * 30})
    released(tmp_path, 1, 2, 3)
    git(tmp_path, "mv", "garden/preview/watering", "garden/preview/sprinkling")
    released(tmp_path, 4)
    host = open_host(tmp_path)
    assert [feature.name for feature in host.features] == ["sprinkling"]
    assert host.clockwork.deadline(host.features[0]).since == "1.0.0"
    assert stage(tmp_path) == "overdue"


def test_moving_the_code_below_src_does_not_help(tmp_path: Path) -> None:
    host_since(tmp_path, 1, 3)
    (tmp_path / "src").mkdir()
    git(tmp_path, "mv", "garden", "src/garden")
    released(tmp_path, 4)
    assert stage(tmp_path) == "overdue"


def test_the_version_in_the_making_counts(tmp_path: Path) -> None:
    root = host_since(tmp_path, 1, 3)
    assert stage(root) == "due"
    write(root, {"pyproject.toml": '[project]\nname = "garden"\nversion = "4.0.0.dev1"\n'})
    assert stage(root) == "overdue"
    assert "4.0.0 is being made" in check(str(root), rules=["overdue"]).findings[0].message


def test_an_older_release_checked_out_is_the_present(tmp_path: Path) -> None:
    root = host_since(tmp_path, 1, 4)
    git(root, "checkout", "-q", "2.0.0")
    assert stage(root) == "due"


def test_pre_releases_and_patches_move_nothing(tmp_path: Path) -> None:
    root = host_since(tmp_path, 1, 3)
    for tag in ("3.0.1", "4.0.0rc1", "4.0.0b1", "nightly"):
        commit_all(root, tag, "2024-05-01", tag)
    assert stage(root) == "due"


def test_no_git_believes_the_declaration(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            **INIT,
            **WATERING,
            "coldframe.toml": '[calendar]\nreleases = ["1.0.0", "2.0.0", "3.0.0", "4.0.0"]\n',
        },
    )
    declared(tmp_path, 'since = "1.0.0"\n')
    assert stage(tmp_path) == "overdue"


def test_no_release_at_all_is_said(tmp_path: Path) -> None:
    write(tmp_path, {**INIT, **WATERING})
    commit_all(tmp_path)
    host = open_host(tmp_path)
    assert host.clockwork.stage(host.features[0]) == "preview"
    assert any("No release is known" in note for note in host.notes)


def test_shallow_clone_is_said_and_the_declaration_believed(tmp_path: Path) -> None:
    origin = (
        host_since(tmp_path / "origin", 1, 4) if (tmp_path / "origin").mkdir() is None else tmp_path
    )
    declared(origin, 'since = "1.0.0"\n')
    commit_all(origin, "declare", "2024-05-01", "4.0.1")
    git(tmp_path, "clone", "-q", "--depth=1", "--branch=4.0.1", f"file://{origin}", "clone")
    host = open_host(tmp_path / "clone")
    clock = host.clockwork
    assert clock.deadline(host.features[0]).since == "1.0.0"
    assert any("shallow" in note for note in host.notes)


def test_untagged_list_uses_the_days_of_commits(tmp_path: Path) -> None:
    listed = ", ".join(f'["{n}.0.0", "2024-0{n}-15"]' for n in range(1, 6))
    write(tmp_path, {**INIT, "coldframe.toml": f"[calendar]\nreleases = [{listed}]\n"})
    commit_all(tmp_path, "start", "2024-01-01")
    write(tmp_path, WATERING)
    commit_all(tmp_path, "watering", "2024-02-01")
    host = open_host(tmp_path)
    assert host.clockwork.deadline(host.features[0]).since == "2.0.0"


def test_two_runs_in_one_process_see_what_has_changed(tmp_path: Path) -> None:
    root = host_since(tmp_path, 1, 3)
    assert stage(root) == "due"
    released(root, 4)
    assert stage(root) == "overdue"


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [("2024-01-01", "2024-01-31", 30), ("2024-01-31", "2024-01-01", None), ("", "2024-01-01", None),
     ("2024-01-01T10:00:00", "2024-01-02", 1), ("never", "2024-01-01", None)],
)  # fmt: skip
def test_days_are_never_negative(start: str, end: str, days: int | None) -> None:
    assert days_between(start, end) == days


@pytest.mark.parametrize(
    ("version", "expected"),
    [("1.0.0", "preview"), ("1.1.0", "due"), ("1.2.0", "due"), ("1.3.0.dev0", "overdue"),
     ("0.9.0", "unreleased")],
)  # fmt: skip
def test_the_written_version_alone_drives_the_clock(
    tmp_path: Path, version: str, expected: str
) -> None:
    write(tmp_path, {**INIT, **WATERING, "VERSION": f"{version}\n"})
    declared(tmp_path, 'since = "1.0.0"\n')
    commit_all(tmp_path)
    assert stage(tmp_path) == expected
