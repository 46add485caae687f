"""What an upgrade keeps, for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from coldframe import __version__

if TYPE_CHECKING:
    from coldframe.prove.upgrade.verdict import Change, Passage, StepShown, Verdict

VERSION = 1  # grows when a key changes its meaning


def render(verdict: Verdict) -> str:
    """The verdict as indented JSON."""
    return json.dumps(content(verdict), indent=2) + "\n"


def content(verdict: Verdict) -> dict[str, Any]:
    """The verdict as lists, dictionaries, strings and numbers; times are seconds."""
    return {
        "version": VERSION,
        "coldframe": __version__,
        "kept": verdict.kept,
        "passages": [_passage(each) for each in verdict.passages],
        "notes": list(verdict.notes),
    }


def _passage(passage: Passage) -> dict[str, Any]:
    stopped = passage.stopped
    return {
        "database": passage.database,
        "previews": passage.previews,
        "kept": passage.kept,
        "stable_tables": passage.tables,
        "stable_rows": passage.rows,
        "releases": list(passage.starts),
        "seconds": round(passage.seconds, 3),
        "stopped": None
        if stopped is None
        else {
            "revision": stopped.revision,
            "path": stopped.path,
            "line": stopped.line,
            "why": stopped.why,
            "statement": stopped.sql,
            "unproven": stopped.left + 1,
        },
        "steps": [_step(each) for each in passage.steps],
        "unseeded": passage.unseeded,
    }


def _step(step: StepShown) -> dict[str, Any]:
    return {
        "revision": step.revision,
        "path": step.path or None,
        "seconds": round(step.seconds, 4),
        "rows": step.rows,
        "refused": step.refused or None,
        "refusal_declared": step.accepted,
        "changes": [_change(each) for each in step.changes],
        "locks": [
            {
                "table": lock.table,
                "blocks": "reading and writing" if lock.reads else "writing",
                "seconds_at_least": round(lock.seconds, 4),
                "rows": lock.rows,
            }
            for lock in step.locks
        ],
        "looks_at_locks": step.looks,
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "harmless": change.harmless,
        "table": change.table,
        "column": change.column or None,
        "rows": change.rows,
        "example": change.key or None,
        "old": change.old or None,
        "new": change.new or None,
        "declared": change.declared.reason if change.declared else None,
    }
