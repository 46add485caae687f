"""A verdict for programs: one JSON object, whose shape only grows within a version."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from coldframe import __version__
from coldframe.report.terminal import readable

if TYPE_CHECKING:
    from coldframe.prove.criteria.criterion import Judgement
    from coldframe.prove.verdict import Verdict

VERSION = 1


def render(verdict: Verdict) -> str:
    """The verdict as indented JSON."""
    return json.dumps(content(verdict), indent=2, ensure_ascii=False) + "\n"


def content(verdict: Verdict) -> dict[str, Any]:
    """The verdict as lists, dictionaries, strings and numbers."""
    digest = verdict.digest
    return {
        "version": VERSION,
        "coldframe": __version__,
        "feature": readable(verdict.feature.name),
        "module": readable(verdict.feature.module),
        "digest": digest.value or None,
        "commit": digest.commit or None,
        "uncommitted": [readable(path) for path in digest.changed],
        "proven": verdict.proven,
        "share": round(verdict.share, 4),
        "criteria": [_judgement(judgement) for judgement in verdict.judgements],
    }


def _judgement(judgement: Judgement) -> dict[str, Any]:
    return {
        "criterion": judgement.criterion,
        "state": judgement.state,
        "share": round(judgement.share, 4),
        "parts": [
            {
                "state": part.state,
                "says": readable(part.says),
                "todo": readable(part.todo) if part.todo and part.state != "met" else None,
            }
            for part in judgement.parts
        ],
        "facts": list(judgement.facts),
    }
