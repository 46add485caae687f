"""A restore for people: which rows go where, what cannot, and what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.report.numbers import counted
from coldframe.report.terminal import Style, harmless
from coldframe.report.wrapped import wrapped

if TYPE_CHECKING:
    from coldframe.operate.restoring.restore_plan import Part, RestorePlan


def render(plan: RestorePlan, *, style: Style | None = None, width: int = 120) -> str:
    """The parts in the order in which they are written, then what refuses them."""
    style = style or Style()
    backup = plan.backup
    lines = [
        style.bold(harmless(f"From {backup.folder}, {backup.engine}, made {backup.made}")),
        style.bold(harmless(f"into {plan.database}, {plan.engine}")),
        "",
    ]
    for part in plan.parts:
        for each in _told(part, plan):
            lines += wrapped(harmless(each), "  ", width, "      ")
    if plan.refusals:
        lines += ["", style.red("Refused, and nothing was written")]
        lines += [
            line for each in plan.refusals for line in wrapped(harmless(each), "  ", width, "    ")
        ]
    elif plan.applied:
        rows = sum(part.saved.rows for part in plan.parts)
        lines += ["", style.green(f"Restored {counted(rows, 'row')}, and compared them.")]
    else:
        lines += ["", "Nothing was written: --apply does it."]
    return "\n".join(lines) + "\n"


def _told(part: Part, plan: RestorePlan) -> list[str]:
    name = part.saved.table.name
    into = "" if part.target.name == name else f" into {part.target.name}"
    told = [f"{name}{into}: {counted(part.saved.rows, 'row')}"]
    if part.present and plan.overwrite:
        told[0] += f", of which {part.present:,} replace what is there"
    if part.left_out:
        told.append(f"  not there, and left out: {', '.join(part.left_out)}")
    if part.filled:
        told.append(f"  new, and filled by the database: {', '.join(part.filled)}")
    return told
