"""A host without one of its features, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coldframe.report.terminal import readable

if TYPE_CHECKING:
    from coldframe.prove.absence.records import Absence, Break

VERSION = 1  # grows when a key changes its meaning


def render(absence: Absence) -> str:
    """Everything that is known, as JSON."""
    import json

    return json.dumps(content(absence), indent=2) + "\n"


def content(absence: Absence) -> dict[str, Any]:
    """The same as lists, dictionaries and strings."""
    return {
        "version": VERSION,
        "feature": absence.feature,
        "module": absence.module,
        "kept": absence.kept,
        "python": readable(absence.python),
        "removed": absence.removed,
        "edited": absence.edited,
        "parts": [
            {
                "name": part.name,
                "outcome": part.outcome,
                "tried": part.tried,
                "seconds": round(part.seconds, 3),
                "breaks": [_broken(one) for one in part.breaks],
                "before": [readable(name) for name in part.before],
                "narrowed": [readable(path) for path in part.narrowed],
                "notes": [readable(note) for note in part.notes],
            }
            for part in absence.parts
        ],
        "spared": [
            {"path": readable(one.path), "line": one.line, "text": readable(one.text)}
            for one in absence.spared
        ],
        "notes": [readable(note) for note in absence.notes],
    }


def _broken(one: Break) -> dict[str, Any]:
    return {
        "what": readable(one.what),
        "also": [readable(name) for name in one.also],
        "path": readable(one.path) or None,
        "line": one.line or None,
        "text": readable(one.text),
        "why": readable(one.why),
    }
