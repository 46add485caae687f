"""Changes of a surface for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coldframe.compat.diff import Diff


def render(found: Diff) -> str:
    """One JSON object; ``format`` counts up when its meaning changes."""
    return (
        json.dumps(
            {
                "format": 1,
                "base": found.base,
                "head": found.head,
                "bump": found.bump,
                "next": found.step.rpartition(" ")[2],
                "notes": found.notes,
                "ran": found.ran,
                "changes": [
                    {
                        **change._asdict(),
                        "base": change.base._asdict(),
                        "head": change.head._asdict(),
                        "witness": change.witness and change.witness._asdict(),
                    }
                    for change in found.changes
                ],
            },
            indent=2,
            ensure_ascii=False,
        )
        + "\n"
    )
