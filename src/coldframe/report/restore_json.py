"""A restore for programs: one JSON object, whose shape only grows within a version."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from coldframe import __version__
from coldframe.report.terminal import readable

if TYPE_CHECKING:
    from coldframe.operate.restoring.restore_plan import RestorePlan

VERSION = 1


def render(plan: RestorePlan) -> str:
    """The plan as indented JSON; ``applied`` tells whether it was done."""
    content = {
        "version": VERSION,
        "coldframe": __version__,
        "backup": readable(plan.backup.folder),
        "made": plan.backup.made,
        "database": readable(plan.database),
        "engine": plan.engine,
        "applied": plan.applied,
        "refusals": [readable(each) for each in plan.refusals],
        "tables": [
            {
                "table": part.saved.table.name,
                "into": part.target.name,
                "rows": part.saved.rows,
                "present": part.present,
                "left_out": list(part.left_out),
                "filled": list(part.filled),
            }
            for part in plan.parts
        ],
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"
