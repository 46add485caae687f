"""34 releases of trl: arrivals, departures and broken fences, as they really were.

Each fact stands here twice: derived from the file lists of the sdists, without git and
without Coldframe, and as a literal that was verified by eye.
"""

from __future__ import annotations

import json
import tarfile
from pathlib import Path
from typing import Any

import pytest
from command import coldframe

from tools.sdists import fetch, pinned

pytestmark = pytest.mark.host

FIRST = {
    "a2po": "1.6.0",
    "async_distillation": "1.11.0",
    "async_grpo": "1.0.0",
    "bema_for_ref_model": "0.25.0",
    "cpo": "0.26.0",
    "distillation": "1.1.0",
    "gkd": "0.26.0",
    "gmpo": "1.7.0",
    "gold": "0.25.0",
    "harbor": "1.7.0",
    "iw_opd": "1.9.0",
    "kto": "0.26.0",
    "merge_model_callback": "0.26.0",
    "online_dpo": "0.26.0",
    "openreward": "1.4.0",
    "orpo": "0.26.0",
    "sdft": "1.0.0",
    "sdpo": "1.0.0",
    "server_distillation": "1.9.0",
    "tpo": "1.3.0",
}
SHARED = {"utils": "0.27.0"}
# Child: the first release without it.
LEFT = {
    "bco": "1.14.0",
    "dppo": "1.9.0",
    "gfpo": "1.8.0",
    "grpo_with_replay_buffer": "1.14.0",
    "gspo_token": "1.14.0",
    "judges": "1.1.0",
    "minillm": "1.15.0",
    "nash_md": "1.14.0",
    "openenv": "1.9.0",
    "papo": "1.8.0",
    "ppo": "1.13.0",
    "prm": "1.14.0",
    "self_distillation": "1.6.0",
    "ssd": "1.16.0",
    "winrate_callback": "1.1.0",
    "xpo": "1.14.0",
}


def children() -> dict[str, set[str]]:
    """Release → children of ``trl/experimental``, from the archives alone."""
    found: dict[str, set[str]] = {}
    for sdist in pinned("trl"):
        with tarfile.open(fetch(sdist)) as archive:
            parts = [name.split("/")[1:] for name in archive.getnames()]
        found[sdist.version] = {
            path[2].removesuffix(".py")
            for path in parts
            if path[:2] == ["trl", "experimental"] and len(path) > 2 and path[-1].endswith(".py")
        } - {"__init__"}
    return found


@pytest.fixture(scope="module")
def releases(trl: Path) -> dict[str, set[str]]:
    return children()


@pytest.fixture(scope="module")
def inventory(trl: Path) -> Any:
    done = coldframe(trl, "status", "--json")
    assert done.returncode in (0, 1), done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def findings(trl: Path) -> list[dict[str, Any]]:
    done = coldframe(trl, "check", "--json")
    assert done.returncode == 1, done.stderr
    return list(json.loads(done.stdout)["findings"])


def test_the_literals_are_what_the_archives_hold(releases: dict[str, set[str]]) -> None:
    versions = list(releases)
    assert len(versions) == 34
    now = releases["1.16.0"]
    first = {name: next(v for v in versions if name in releases[v]) for name in now}
    assert first == FIRST | SHARED
    gone = set().union(*releases.values()) - now
    last = {name: max(n for n, v in enumerate(versions) if name in releases[v]) for name in gone}
    assert {name: versions[n + 1] for name, n in last.items()} == LEFT


def test_every_child_is_listed_with_the_release_it_first_appeared_in(inventory: Any) -> None:
    assert {row["name"]: row["first"]["version"] for row in inventory["features"]} == FIRST
    assert inventory["shared"] == [f"trl.experimental.{name}" for name in SHARED]


def test_those_that_left_are_named_with_the_release(inventory: Any) -> None:
    assert {row["name"]: row["left"]["version"] for row in inventory["departed"]} == LEFT
    # None of the sixteen lives on under another name.
    assert [row["name"] for row in inventory["departed"] if row["moved_to"]] == []


def test_two_were_promoted_and_left_a_forwarding_module(inventory: Any) -> None:
    moved = {row["name"]: row["moved_to"] for row in inventory["features"] if row["moved_to"]}
    assert moved == {"kto": "trl.trainer", "distillation": "trl.trainer"}
    assert defined_in("1.7.1", "class KTOTrainer(_BaseTrainer)") == [
        "trl/experimental/kto/kto_trainer.py"
    ]
    assert defined_in("1.8.0", "class KTOTrainer(_BaseTrainer)") == ["trl/trainer/kto_trainer.py"]
    there = ["trl/trainer/distillation_trainer.py"]
    assert defined_in("1.10.0", "class DistillationTrainer(_BaseTrainer)") == there


def test_overdue_ones_come_first_and_the_oldest_of_them_at_the_top(inventory: Any) -> None:
    stages = [row["stage"] for row in inventory["features"]]
    assert stages == ["overdue"] * 18 + ["moved"] * 2
    assert {row["name"] for row in inventory["features"][:2]} == {"bema_for_ref_model", "gold"}


def test_as_of_an_old_release_it_shows_what_was_there_then(trl: Path) -> None:
    then = json.loads(coldframe(trl, "status", "--json", "--at", "1.0.0").stdout)
    listed = {row["name"] for row in then["features"]}
    assert listed == children()["1.0.0"] - set(SHARED)


def test_the_one_import_of_preview_code_by_stable_code_is_found(
    trl: Path, findings: list[dict[str, Any]]
) -> None:
    places = [(f["path"], f["line"]) for f in findings if f["rule"] == "stable_imports_preview"]
    assert places == [("trl/models/utils.py", 35)]
    line = (trl / "trl/models/utils.py").read_text().splitlines()[34]
    assert line.strip().startswith("from ..experimental.utils import create_reference_model")


def test_nothing_else_is_reported_than_what_is_true(findings: list[dict[str, Any]]) -> None:
    about = {(f["rule"], f["feature"]) for f in findings if f["feature"]}
    staying = set(FIRST) - {"kto", "distillation"}
    assert about == {(rule, name) for rule in ("undeclared_feature", "overdue") for name in staying}


def defined_in(version: str, text: str) -> list[str]:
    """The files of that release's archive in which a line starts with ``text``."""
    sdist = next(sdist for sdist in pinned("trl") if sdist.version == version)
    found = []
    with tarfile.open(fetch(sdist)) as archive:
        for member in archive:
            file = archive.extractfile(member) if member.name.endswith(".py") else None
            if file and any(line.startswith(text.encode()) for line in file):
                found.append(member.name.partition("/")[2])
    return found
