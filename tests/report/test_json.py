"""The report for programs."""

from __future__ import annotations

import json

from outcomes import FINDINGS, outcome

from coldframe.report.json import render


def test_everything_is_said_and_any_parser_can_read_it() -> None:
    text = render(outcome(gone=2, hidden=3, changed_since="main"))
    text.encode("utf-8")
    report = json.loads(text)
    assert report["version"] == 1
    assert report["kept"] is False
    assert report["counts"] == {
        "errors": 3,
        "warnings": 1,
        "accepted": 1,
        "hidden": 3,
        "gone_from_baseline": 2,
        "features": 21,
        "files": 3412,
    }
    assert report["findings"][0] == {
        "rule": "stable_imports_preview",
        "severity": "error",
        "path": "src/beds.py",
        "line": 3,
        "column": 8,
        "message": "stable code imports p.q",
        "hint": "Reach the feature through a plug point.",
        "feature": None,
        "text": "from p import q",
    }
    assert report["findings"][3]["line"] is None
    assert report["findings"][2]["path"] == "src/a b/caf\\xe9,100%:x.py"
    assert report["accepted"][0]["reason"] == "The loader is not ready."
    assert report["changed_since"] == "main"
    assert [rule["name"] for rule in report["rules"]] == [
        "stable_imports_preview",
        "overdue",
        "due_soon",
    ]


def test_kept_follows_strict() -> None:
    warned = outcome(FINDINGS[3:])
    assert json.loads(render(warned))["kept"] is True
    assert json.loads(render(warned, strict=True))["kept"] is False
