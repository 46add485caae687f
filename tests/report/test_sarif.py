"""SARIF 2.1.0: valid, and what code scanning needs is there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from outcomes import FINDINGS, IMPORTS, ODD, outcome
from sarif import wrong_in

from coldframe.report.sarif import render


def run_of(*args: Any, **more: Any) -> dict[str, Any]:
    """The only run of the log."""
    (run,) = json.loads(render(outcome(*args, **more)))["runs"]
    assert isinstance(run, dict)
    return run


@pytest.mark.parametrize("findings", [FINDINGS, ()], ids=["findings", "clean"])
def test_log_is_valid(findings: Any, sarif_schema: Any) -> None:
    log = json.loads(render(outcome(findings)))
    assert wrong_in(log, sarif_schema) == []


def test_broken_log_is_not_valid(sarif_schema: Any) -> None:
    log = json.loads(render(outcome()))
    log["runs"][0]["results"][0]["level"] = "grave"
    assert wrong_in(log, sarif_schema)


def test_every_result_points_to_its_rule() -> None:
    run = run_of()
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["stable_imports_preview", "overdue", "due_soon"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert [result["level"] for result in run["results"]] == ["error"] * 3 + ["warning"]


def test_uri_is_relative_and_percent_encoded_byte_by_byte() -> None:
    location = run_of()["results"][2]["locations"][0]["physicalLocation"]
    uri = location["artifactLocation"]["uri"]
    assert uri == "src/a%20b/caf%E9%2C100%25%3Ax.py"
    assert unquote_to_bytes(uri).decode("utf-8", "surrogateescape") == ODD
    assert location["artifactLocation"]["uriBaseId"] == "%SRCROOT%"


def test_region_has_line_column_and_the_line_itself() -> None:
    results = run_of()["results"]
    region = results[0]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 3, "startColumn": 8, "snippet": {"text": "from p import q"}}
    assert results[3]["locations"][0]["physicalLocation"]["region"] == {"startLine": 1}


def test_fingerprint_survives_a_change_above_and_tells_equal_lines_apart() -> None:
    def marks(findings: Any) -> list[str]:
        return [r["partialFingerprints"]["coldframe/v1"] for r in run_of(findings)["results"]]

    twice = tuple(IMPORTS.at("a.py", line, "m", text="import p") for line in (3, 9))
    moved = tuple(IMPORTS.at("a.py", line, "m", text="import p") for line in (13, 19))
    assert marks(twice) == marks(moved)
    assert len(set(marks(twice))) == 2


def test_paths_begin_at_the_top_of_the_repository(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "garden").mkdir()
    result = run_of(root=str(tmp_path / "garden"))["results"][0]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "garden/src/beds.py"


def test_what_could_not_be_read_is_a_notification() -> None:
    notes = run_of()["invocations"][0]["toolExecutionNotifications"]
    assert [note["level"] for note in notes] == ["note", "warning"]
