"""``coldframe prove`` as a command."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from gardens import garden
from hosts import write

from coldframe.check.discovery import open_host
from coldframe.cli import main
from coldframe.prove.evidence.digest import digest
from coldframe.prove.evidence.fact import FAILED, PASSED, Fact
from coldframe.prove.evidence.store import Store

MODULE = "garden.preview.watering"


@pytest.fixture
def host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A garden with two facts about its feature, one of them for older code."""
    root = garden(tmp_path / "host")
    monkeypatch.chdir(root)
    monkeypatch.delenv("COLDFRAME_EVIDENCE", raising=False)
    opened = open_host(".")
    now = digest(opened, opened.features[0]).value
    old = Fact(MODULE, "tests", "test_old", PASSED, run="1", digest="old", time="2026-11-01")
    Store(".coldframe/evidence.sqlite").append(
        [old, Fact(MODULE, "tests", "test_it", FAILED, 0.5, "s", run="2", digest=now)]
    )
    return root


def test_facts_are_listed_newest_first(host: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["prove", "watering", "--facts"]) == 0
    heading, new, old = capsys.readouterr().out.splitlines()
    assert heading.split() == ["FACT", "TIME", "KIND", "OUTCOME", "SUBJECT", "VALUE", "CODE", "RUN"]
    assert [*new.split()[2:], *old.split()[2:]] == [
        *("tests", "failed", "test_it", "0.5", "s", "now", "2"),
        *("tests", "passed", "test_old", "stale", "1"),
    ]
    assert main(["prove", MODULE, "--facts", "--json", "--limit", "1"]) == 0
    (fact,) = json.loads(capsys.readouterr().out)["facts"]
    assert (fact["id"], fact["outcome"], fact["value"], fact["fresh"]) == (2, "failed", 0.5, True)
    assert main(["prove", "watering", "--facts", "--kind", "benchmark"]) == 0
    assert capsys.readouterr().out == "nothing is recorded\n"


def test_a_correction_is_shown_with_what_it_corrects(
    host: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["prove", "watering", "--correct", "2", "--reason", "no disk"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[1:]] == ["3", "corrects", "2"]
    assert lines[2].strip() == "corrects fact 2: no disk"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--facts"], "--facts: of which feature?"),
        (["waterin"], "Did you mean watering?"),
        ([], "no feature is named"),
        (["watering", "--reason", "x"], "--reason says nothing without --correct"),
        (["watering", "--as", "junit"], "--as says nothing without --from"),
        (["watering", "--facts", "--correct", "1"], "do not go together"),
        (["watering", "--correct", "0"], "this is no number"),
        (["watering", "--correct", "9", "--reason", "x"], "there is no fact 9 of garden"),
        (["watering", "--from", "nowhere.xml"], "nowhere.xml cannot be read: No such file"),
        (["watering", "--store", "mysql://a:secret@b/c"], "SQLite or PostgreSQL, not in mysql"),
        (["watering", "--store", "garden"], "garden is a folder"),
    ],
)
def test_misuse(
    host: Path, words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["prove", *words]) == 2
    captured = capsys.readouterr()
    assert told in captured.err
    assert captured.out == ""
    assert "secret" not in captured.err
    assert len(captured.err.splitlines()) == 2


def test_a_text_from_outside_cannot_harm_the_terminal(
    host: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fact = Fact(MODULE, "tests", "\x1b[2J\nnew line", PASSED, run="\x07", digest="d")
    Store(".coldframe/evidence.sqlite").append([fact])
    assert main(["prove", "watering", "--facts"]) == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\x07" not in out
    assert len(out.splitlines()) == 4


def test_a_host_without_features(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, {"pyproject.toml": "[project]\nname = 'x'\n"})
    assert main(["prove", "cart", "--path", str(tmp_path)]) == 2
    assert capsys.readouterr().err == (
        "coldframe: there is no feature cart\n  See `coldframe status`.\n"
    )


def test_the_verdict_names_what_is_missing_and_decides(
    host: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["prove", "watering"]) == 1
    shown = capsys.readouterr().out
    assert "criteria of 6 to go\n" in shown
    assert "- 1 of 30 runs\n" in shown
    assert "> coldframe prove watering" in shown or "coldframe prove watering --from" in shown
    assert main(["prove", "watering", "--json"]) == 1
    verdict = json.loads(capsys.readouterr().out)["verdict"]
    assert not verdict["proven"]
    assert [one["criterion"] for one in verdict["criteria"]][:2] == ["reliable", "scalable"]
    off = 'off = ["reliable", "scalable", "usable", "kept_apart", "compatible"]'
    write(host, {"coldframe.toml": f"preview_trees = ['garden.preview']\n[prove]\n{off}\n"})
    assert main(["prove", "watering"]) == 0
    assert "is ready to be stable" in capsys.readouterr().out


def test_examples_are_run_and_recorded(host: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(host, {"docs/watering.md": "Watering (preview)\n\n>>> 1 + 1\n3\n"})
    assert main(["prove", "watering", "--examples"]) == 1
    assert "failed docs/watering.md:3" in capsys.readouterr().out
    assert main(["prove", "watering", "--facts", "--kind", "docs_examples"]) == 0
    assert "docs/watering.md:3" in capsys.readouterr().out


def test_criteria_are_explained(host: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(host, {"coldframe.toml": "[prove]\nreliable = { runs = 7 }\n"})
    assert main(["explain", "reliable"]) == 0
    shown = capsys.readouterr().out
    assert "Wilson's lower bound" in shown
    assert "runs = 7\n" in shown
    assert main(["explain", "scalable", "--json"]) == 0
    (criterion,) = json.loads(capsys.readouterr().out)["criteria"]
    assert criterion["demands"]["bound"] == "n log n"
    assert main(["explain"]) == 0
    assert "kept_apart  The fence around the feature holds" in capsys.readouterr().out


def test_status_shows_the_way_to_stable_where_there_is_evidence(
    host: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["status"]) == 0
    shown = capsys.readouterr().out
    assert "Towards stable" in shown
    assert re.search(r"  watering  [█░]{12}  +\d+ %  reliable: 0 of 1 runs passed", shown)
    assert main(["status", "--json", "--feature", "watering"]) == 0
    (verdict,) = json.loads(capsys.readouterr().out)["towards_stable"]
    assert (verdict["module"], verdict["proven"]) == (MODULE, False)
    assert main(["status", str(garden(tmp_path / "other"))]) == 0
    assert "Towards stable" not in capsys.readouterr().out


def test_the_verdict_is_written_as_a_statement(
    host: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["prove", "watering", "--statement", "s.json"]) == 1
    assert "is not ready" in capsys.readouterr().out
    said = json.loads((host / "s.json").read_text())
    assert said["subject"][0]["name"] == MODULE
    assert main(["prove", "watering", "--statement", "nowhere/s.json"]) == 2
    assert "nowhere/s.json cannot be written" in capsys.readouterr().err
