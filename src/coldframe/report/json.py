"""Findings for programs: one JSON object, whose shape only grows within a version."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from coldframe import __version__
from coldframe.check.finding import ERROR, WARN, Finding
from coldframe.check.outcome import Outcome
from coldframe.report.terminal import readable

if TYPE_CHECKING:
    from coldframe.resolve.rehearse import Rehearsal

VERSION = 1


def render(outcome: Outcome, *, strict: bool = False, rehearsal: Rehearsal | None = None) -> str:
    """The outcome as indented JSON; ``version`` changes when a key changes its meaning.

    A rehearsal is added under a key of its own.
    """
    values = content(outcome, strict=strict)
    if rehearsal is not None:
        from coldframe.report.rehearsal_json import content as rehearsed

        values["rehearsal"] = rehearsed(rehearsal)
    return json.dumps(values, indent=2, ensure_ascii=False) + "\n"


def content(outcome: Outcome, *, strict: bool = False) -> dict[str, Any]:
    """The outcome as lists, dictionaries, strings and numbers."""
    return {
        "version": VERSION,
        "coldframe": __version__,
        "kept": outcome.kept(strict=strict),
        "counts": {
            "errors": outcome.count(ERROR),
            "warnings": outcome.count(WARN),
            "accepted": len(outcome.accepted),
            "hidden": outcome.hidden,
            "gone_from_baseline": outcome.gone,
            "features": outcome.features,
            "files": outcome.files,
        },
        "changed_since": outcome.changed_since or None,
        "findings": [_finding(finding) for finding in outcome.findings],
        "accepted": [
            {**_finding(accepted.finding), "reason": readable(accepted.reason)}
            for accepted in outcome.accepted
        ],
        "notes": [readable(note) for note in outcome.notes],
        "unread": [
            {"path": readable(unread.path), "why": readable(unread.why)}
            for unread in outcome.unread
        ],
        "rules": [
            {
                "name": rule.name,
                "family": rule.family,
                "severity": rule.severity,
                "why": rule.why,
                "hint": rule.hint,
            }
            for rule in outcome.rules
        ],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "path": readable(finding.path),
        "line": finding.line or None,
        "column": finding.column or None,
        "message": readable(finding.message),
        "hint": readable(finding.hint),
        "feature": finding.feature or None,
        "text": readable(finding.text),
    }
