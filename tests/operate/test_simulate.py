"""What releases to come bring, one after the other."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from command import coldframe
from hosts import EXAMPLES, commit_all, git, write

from coldframe.declare.mistake import Mistake
from coldframe.operate.simulate import simulate

EXAMPLE = EXAMPLES / "simulate_shop"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """The example as a repository."""
    root = tmp_path / "shop"
    shutil.copytree(EXAMPLE / "host", root)
    commit_all(root)
    return root


def test_report_is_as_written_down(shop: Path) -> None:
    done = coldframe(shop, "simulate", "--to", "+2")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (EXAMPLE / "report.txt").read_text(encoding="utf-8")
    assert git(shop, "status", "--porcelain") == ""


def test_what_is_new_comes_once_and_what_needs_a_feature_goes_before_it(shop: Path) -> None:
    document = json.loads(coldframe(shop, "simulate", "--to", "5.0.0", "--json").stdout)
    first, second, third = document["releases"]
    assert [one["release"] for one in document["releases"]] == ["3.0.0", "4.0.0", "5.0.0"]
    assert {event["rule"] for event in first["events"]} == {"due_soon"}
    assert [event["rule"] for event in second["events"]].count("overdue") == 2
    assert {event["rule"] for event in second["events"]} == {"overdue", "stale_alias", "expired_exception"}  # fmt: skip
    assert {event["rule"] for event in third["events"]} == {"overdue", "old_name"}
    patches = [(p["how"], p["feature"], p["refusal"]) for one in (second, third) for p in one["patches"]]  # fmt: skip
    assert [patch[:2] for patch in patches] == [
        ("retire", "coupons"), ("retire", "points"), ("promote", "drones"),
    ]  # fmt: skip


def test_nothing_to_come_is_one_line(tmp_path: Path) -> None:
    settings = 'preview_trees = ["a.preview"]\n[calendar]\nreleases = ["1.0", "1.1"]\n'
    files = {"a/__init__.py": "", "a/preview/__init__.py": "", "coldframe.toml": settings}
    commit_all(write(tmp_path / "quiet", files))
    done = coldframe(tmp_path / "quiet", "simulate", "--to", "1.3")
    assert done.stdout == "Nothing expires and nothing is due up to ~1.3.\n"


def test_what_is_not_out_yet_comes_with_the_next_release_and_has_to_end(tmp_path: Path) -> None:
    """It was taken for unreleased in every release to come, and never ended."""
    settings = 'preview_trees = ["a.preview"]\n'
    files = {"a/__init__.py": "", "a/preview/__init__.py": "", "coldframe.toml": settings}
    root = write(tmp_path / "new", files)
    for version in ("1.0.0", "2.0.0"):
        commit_all(root)
        git(root, "tag", version)
    write(root, {"a/preview/bonus.py": "GIVEN = 1\n"})
    commit_all(root)
    found = simulate("6.0.0", str(root))
    assert [(str(release), one.feature) for release, one in found.endings] == [("~6.0.0", "bonus")]
    assert [(str(step.release), event.rule) for step in found.steps for event in step.events] == [
        ("~4.0.0", "due_soon"),
        ("~6.0.0", "overdue"),
    ]
    assert "in preview since 3.0.0" in found.steps[-1].events[0].message
    at = json.loads(coldframe(root, "status", "--at", "3.0.0", "--json").stdout)
    (row,) = at["features"]
    assert (row["stage"], row["first"]["version"], row["deadline"]["version"]) == (
        "preview",
        "3.0.0",
        "5.0.0",
    )
    assert "  ~3.0.0  " in coldframe(root, "status", "--at", "4.0.0").stdout
    now = json.loads(coldframe(root, "status", "--json").stdout)
    assert now["features"][0]["stage"] == "unreleased"


@pytest.mark.parametrize("to", ["2.0.0", "3.0.0", "3.0.1", "+0", "soon"])
def test_only_a_release_to_come_can_be_simulated(to: str, shop: Path) -> None:
    with pytest.raises(Mistake):
        simulate(to, str(shop))
