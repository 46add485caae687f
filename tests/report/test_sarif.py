"""SARIF 2.1.0: valid, and what code scanning needs is there."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import tarfile
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from jsonschema import Draft7Validator
from outcomes import FINDINGS, IMPORTS, ODD, outcome

from coldframe.report.sarif import render
from tools.once import once
from tools.sdists import CACHE

# The standard's own schema, as it is shipped by the makers of the format; it is fetched for
# this test only, and never committed.
PACKAGE = "@microsoft/jest-sarif@1.0.0-beta.0"
NAME = "sarif-2.1.0-rtm.5.json"
MEMBER = f"package/lib/schemas/{NAME}"
DIGEST = "2d99159ae54a3eea97f81781cff48780548657c35949f4b7f25e99a2ba4de4f8"


@pytest.fixture(scope="session")
def schema() -> Any:
    npm = shutil.which("npm")

    def build(folder: Path) -> None:
        if npm is None:
            pytest.skip("the schema is fetched with npm, which is not installed")
        folder.mkdir()
        done = subprocess.run(
            [npm, "pack", "--silent", PACKAGE], cwd=folder, capture_output=True, text=True
        )
        if done.returncode:
            pytest.skip(f"the schema cannot be fetched: {done.stderr.strip()[-200:]}")
        with tarfile.open(folder / done.stdout.split()[-1]) as archive:
            member = archive.extractfile(MEMBER)
            assert member is not None
            (folder / NAME).write_bytes(member.read())

    kept = once(CACHE / "sarif", f"{PACKAGE} {MEMBER}", build) / NAME
    assert hashlib.sha256(kept.read_bytes()).hexdigest() == DIGEST
    return json.loads(kept.read_bytes())


def run_of(*args: Any, **more: Any) -> dict[str, Any]:
    """The only run of the log."""
    (run,) = json.loads(render(outcome(*args, **more)))["runs"]
    assert isinstance(run, dict)
    return run


@pytest.mark.parametrize("findings", [FINDINGS, ()], ids=["findings", "clean"])
def test_log_is_valid(findings: Any, schema: Any) -> None:
    log = json.loads(render(outcome(findings)))
    assert [error.message for error in Draft7Validator(schema).iter_errors(log)] == []


def test_broken_log_is_not_valid(schema: Any) -> None:
    log = json.loads(render(outcome()))
    log["runs"][0]["results"][0]["level"] = "grave"
    assert list(Draft7Validator(schema).iter_errors(log))


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
