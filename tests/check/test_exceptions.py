"""Exceptions: what they accept, and what becomes of those that nobody needs."""

from __future__ import annotations

from pathlib import Path

import pytest
from gardens import IMPORTS, exception, garden, places
from hosts import commit_all, open_host, write

from coldframe.check.run import check, judge
from coldframe.declare.mistake import Mistake

RULES = [
    "stable_imports_preview",
    "idle_exception",
    "expired_exception",
    "exception_without_reason",
]
BEDS, PATHS = IMPORTS


@pytest.mark.parametrize(
    ("place", "left"),
    [
        ("garden/beds.py", [PATHS]),
        ("garden/beds.py:3", [PATHS]),
        ("garden/*.py", []),
        ("garden", []),
        ("**", []),
        ("**/beds.py", [PATHS]),
    ],
)
def test_place_is_a_glob_over_path_and_line(place: str, left: list[str], tmp_path: Path) -> None:
    outcome = check(str(garden(tmp_path, exception(place=place, reason="Soon."))), rules=RULES)
    assert places(outcome) == left
    assert {accepted.reason for accepted in outcome.accepted} == {"Soon."}
    assert len(outcome.accepted) == 2 - len(left)


@pytest.mark.parametrize("place", ["garden/beds.py:1", "beds.py", "garden/preview/**", "gard"])
def test_exception_that_matches_nothing_is_idle(place: str, tmp_path: Path) -> None:
    outcome = check(str(garden(tmp_path, exception(place=place, reason="Soon."))), rules=RULES)
    assert places(outcome) == [*IMPORTS, "idle_exception coldframe.toml:3"]


def test_text_and_feature_narrow_an_exception_down(tmp_path: Path) -> None:
    settings = exception(place="**", reason="Soon.", text="import os")
    settings += exception(place="garden/beds.py", reason="Soon.", text="Schedule")
    settings += exception(place="garden/paths.py", reason="Soon.", feature="watering")
    settings += exception(place="garden/paths.py", reason="Soon.", feature="pumps")
    outcome = check(str(garden(tmp_path, settings)), rules=RULES)
    assert places(outcome) == [
        "idle_exception coldframe.toml:3",
        "idle_exception coldframe.toml:21",
    ]


def test_exception_is_not_called_idle_when_its_rule_did_not_run(tmp_path: Path) -> None:
    settings = '[rules]\nstable_imports_preview = "off"\n' + exception(place="a", reason="Soon.")
    outcome = check(str(garden(tmp_path, settings)))
    assert "idle_exception" not in {finding.rule for finding in outcome.findings}


def test_exception_is_not_called_idle_when_only_changes_count(tmp_path: Path) -> None:
    root = garden(tmp_path, exception(place="garden/none.py", reason="Soon."))
    write(root, {"coldframe.toml": (root / "coldframe.toml").read_text() + "\n"})
    assert places(check(str(root), changed_since="HEAD")) == []


def test_exception_without_a_reason_accepts_nothing(tmp_path: Path) -> None:
    root = garden(tmp_path, exception(place="**", reason="  "))
    assert places(check(str(root), rules=RULES)) == [
        *IMPORTS,
        "exception_without_reason coldframe.toml:3",
    ]


@pytest.mark.parametrize(
    ("expires", "gone"),
    [
        ("2026-05-09", True),
        ("2026-05-10", True),
        ("2026-05-11", False),
        ("1.0.0", True),
        ("2.0.0", True),
        ("2.0.1", False),
        ("3.0.0", False),
    ],
)
def test_exception_counts_until_its_day_or_release(
    expires: str, gone: bool, tmp_path: Path
) -> None:
    settings = '[calendar]\nreleases = ["1.0.0", "2.0.0"]\nplanned = ["3.0.0"]\n'
    settings += exception(place="**", reason="Soon.", expires=expires)
    host = open_host(garden(tmp_path, settings))
    host.today = "2026-05-10"
    expected = [*IMPORTS, "expired_exception coldframe.toml:6"] if gone else []
    assert places(judge(host, rules=RULES)) == expected


def test_releases_come_from_tags_too(tmp_path: Path) -> None:
    root = garden(tmp_path, exception(place="**", reason="Soon.", expires="1.1.0"))
    commit_all(root, tag="v1.0.0")
    assert places(check(str(root), rules=RULES)) == []
    commit_all(root, tag="v1.2.0")
    assert places(check(str(root), rules=RULES)) == [
        *IMPORTS,
        "expired_exception coldframe.toml:3",
    ]


def test_no_exception_to_the_rules_about_exceptions(tmp_path: Path) -> None:
    root = garden(tmp_path, exception("idle_exception", place="**", reason="Let me."))
    with pytest.raises(Mistake, match="takes none itself"):
        check(str(root))
