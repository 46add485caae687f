"""A plan as JSON, with the texts of all files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe import __version__

if TYPE_CHECKING:
    from coldframe.resolve.apply import Applied
    from coldframe.resolve.plan import Plan

VERSION = 1  # grows when a key changes its meaning


def render(plan: Plan, *, applied: Applied | None = None) -> str:
    """One object: what the plan is, whether it was ``applied``, and the commits that were made.

    Bytes that are no UTF-8 are replaced.
    """
    import json

    values = {
        "version": VERSION,
        "coldframe": __version__,
        "command": plan.command,
        "root": plan.root,
        "subject": plan.subject,
        "applied": applied is not None,
        "commits": list(applied.commits) if applied else [],
        "history": plan.history._asdict() if plan.history else None,
        "moves": [move._asdict() for move in plan.moves],
        "arrivals": [
            {**arrival._asdict(), "data": _text(arrival.data)} for arrival in plan.arrivals
        ],
        "edits": [
            {
                "path": edit.path,
                "action": edit.action,
                "reason": edit.reason,
                "before": _text(edit.before),
                "after": _text(edit.after),
                "changes": [change._asdict() for change in edit.changes],
            }
            for edit in plan.edits
        ],
        "left": [place._asdict() for place in plan.left],
        "refusals": [refusal._asdict() for refusal in plan.refusals],
        "notes": list(plan.notes),
        "frozen": {each.surface: list(each.names) for each in plan.frozen},
    }
    return json.dumps(values, indent=2) + "\n"


def _text(data: bytes | None) -> str | None:
    return None if data is None else data.decode("utf-8", "replace")
