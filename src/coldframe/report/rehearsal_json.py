"""A rehearsal for programs: both endings of every feature."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coldframe.report.terminal import readable

if TYPE_CHECKING:
    from coldframe.resolve.rehearse import Ending, Rehearsal

VERSION = 1  # grows when a key changes its meaning


def content(rehearsal: Rehearsal) -> dict[str, Any]:
    """The rehearsal as lists, dictionaries and strings."""
    return {
        "version": VERSION,
        "possible": rehearsal.possible,
        "features": [
            {
                "name": feature.name,
                "module": feature.module,
                "target": feature.target or None,
                "target_inferred": feature.inferred,
                "possible": feature.possible,
                "retire": _ending(feature.retire),
                "promote": _ending(feature.promote),
            }
            for feature in rehearsal.features
        ],
        "notes": [readable(note) for note in rehearsal.notes],
    }


def _ending(ending: Ending) -> dict[str, Any]:
    return {
        "possible": ending.possible,
        "after": [readable(name) for name in ending.after],
        "refusals": [_readable(refusal) for refusal in ending.refusals],
        "unmet": [_readable(refusal) for refusal in ending.unmet],
        "left": [_readable(place) for place in ending.left],
        "broken": [_readable(place) for place in ending.broken],
    }


def _readable(record: Any) -> dict[str, Any]:
    values = record._asdict()
    return {k: readable(v) if isinstance(v, str) else v for k, v in values.items()}
