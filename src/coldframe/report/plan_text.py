"""A plan for people: what would be written, by reason, and what is left to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.report.plan_files import file_lines
from coldframe.report.plan_people import frozen_lines, left_lines, refusal_lines, verdict
from coldframe.report.terminal import harmless
from coldframe.report.wrapped import wrapped

if TYPE_CHECKING:
    from coldframe.resolve.apply import Applied
    from coldframe.resolve.plan import Arrival, Edit, Move, Plan


def render(
    plan: Plan,
    *,
    applied: Applied | None = None,
    with_diff: bool = False,
    verbose: bool = False,
    width: int = 100,
) -> str:
    """The plan, its sentences within ``width``.

    ``with_diff`` adds a unified diff of every edit; ``verbose`` lists every file and place.
    """
    lines = list(file_lines(plan, verbose=verbose))
    if with_diff:
        from coldframe.resolve.plan import diff

        for edit in plan.edits:
            lines += ["\t".join(map(harmless, line.split("\t"))) for line in diff(edit)]
            lines.append("")
    lines += left_lines(plan, width, verbose=verbose)
    if plan.history is not None:
        came = f"{plan.history.commit[:12]} of {plan.history.repository}"
        lines += [*wrapped(harmless(f"The history comes along, from {came}."), "", width), ""]
    for note in plan.notes:
        lines += wrapped(harmless(note), "", width, "  ")
    if plan.notes:
        lines.append("")
    lines += frozen_lines(plan, width, verbose=verbose)
    lines += refusal_lines(plan, width)
    lines.append(_last_line(plan, applied, "" if with_diff else ", --diff shows every line"))
    return "\n".join(lines) + "\n"


def _last_line(plan: Plan, applied: Applied | None, hint: str) -> str:
    files: list[Move | Arrival | Edit] = [*plan.moves, *plan.arrivals, *plan.edits]
    count = len({file.path for file in files})
    written = "1 file" if count == 1 else f"{count} files"
    if plan.refusals:
        return verdict(plan)
    if not count:
        return "Nothing to write."
    if applied is None:
        does = "writes and commits" if plan.subject else "writes"
        return f"Nothing is written yet: `{harmless(plan.command)} --apply` {does} {written}{hint}."
    if not applied.paths:
        return "Nothing to write: all of this is done already."
    told = f"{written} written"
    if applied.commits:
        names = ", ".join(name[:12] for name in applied.commits)
        told += f" and committed: {names}" if applied.commits[1:] else f" and committed as {names}"
    elif plan.subject:
        told += ", nothing committed"
    return f"{told}. `coldframe undo` takes this back."
