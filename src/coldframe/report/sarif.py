"""Findings as SARIF 2.1.0, for code scanning and editors.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from coldframe import __version__
from coldframe.check.finding import ERROR, Finding
from coldframe.check.outcome import Outcome
from coldframe.check.rule import Rule
from coldframe.report.repository import prefix
from coldframe.report.terminal import readable

BASE = "%SRCROOT%"
SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def render(outcome: Outcome, *, strict: bool = False) -> str:
    """One run; findings that are accepted are left out, because forges would show them."""
    del strict  # a level says how grave a result is, not whether the job fails
    where = prefix(outcome.root)
    index = {rule.name: at for at, rule in enumerate(outcome.rules)}
    seen: dict[str, int] = {}
    results = []
    for finding in outcome.findings:
        mark = _fingerprint(finding)
        seen[mark] = seen.get(mark, 0) + 1
        results.append(_result(finding, index, where, f"{mark}:{seen[mark]}"))
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "Coldframe",
                        "version": __version__,
                        "rules": [_rule(rule) for rule in outcome.rules],
                    }
                },
                "automationDetails": {"id": "coldframe/"},
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {
                    BASE: {"description": {"text": "The top of the repository."}}
                },
                "invocations": [
                    {
                        "executionSuccessful": True,
                        "toolExecutionNotifications": _notifications(outcome, where),
                    }
                ],
                "results": results,
            }
        ],
    }
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.name,
        "name": "".join(word.capitalize() for word in rule.name.split("_")),
        "shortDescription": {"text": rule.name.replace("_", " ").capitalize() + "."},
        "fullDescription": {"text": rule.why},
        "help": {"text": f"{rule.why}\n\n{rule.hint}\n\nMore: coldframe explain {rule.name}"},
        "defaultConfiguration": {"level": _level(rule.severity)},
        "properties": {"tags": [rule.family]},
    }


def _result(finding: Finding, index: dict[str, int], where: str, mark: str) -> dict[str, Any]:
    text = f"{finding.message}. {finding.hint}" if finding.hint else finding.message
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": _level(finding.severity),
        "message": {"text": readable(text)},
        "partialFingerprints": {"coldframe/v1": mark},
    }
    if finding.path:
        region: dict[str, Any] = {"startLine": max(1, finding.line)}
        if finding.column > 0 and finding.line > 0:
            region["startColumn"] = finding.column
        if finding.text and finding.line > 0:
            region["snippet"] = {"text": readable(finding.text)}
        result["locations"] = [
            {
                "physicalLocation": {
                    "artifactLocation": _artifact(where + finding.path),
                    "region": region,
                }
            }
        ]
    if finding.feature:
        result["properties"] = {"feature": finding.feature}
    return result


def _notifications(outcome: Outcome, where: str) -> list[dict[str, Any]]:
    notes: list[dict[str, Any]] = [
        {"level": "note", "message": {"text": readable(note)}} for note in outcome.notes
    ]
    notes += [
        {
            "level": "warning",
            "message": {"text": readable(f"Not read exactly: {unread.why}")},
            "locations": [
                {"physicalLocation": {"artifactLocation": _artifact(where + unread.path)}}
            ],
        }
        for unread in outcome.unread
    ]
    return notes


def _artifact(path: str) -> dict[str, str]:
    # Bytes that are no UTF-8 are percent-encoded as they are: the file is found by them.
    return {"uri": quote(path.encode("utf-8", "surrogateescape"), safe="/"), "uriBaseId": BASE}


def _fingerprint(finding: Finding) -> str:
    """Stays the same when lines above are added or removed."""
    from hashlib import sha256

    parts = (finding.rule, finding.path, finding.feature, finding.text or finding.message)
    return sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _level(severity: str) -> str:
    return "error" if severity == ERROR else "warning"
