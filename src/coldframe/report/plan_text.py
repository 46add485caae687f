"""A plan for people: what would be written, by reason, and what is left to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.report.plan_files import file_lines
from coldframe.report.plan_people import left_lines, refusal_lines, verdict
from coldframe.report.terminal import harmless
from coldframe.report.wrapped import wrapped

if TYPE_CHECKING:
    from coldframe.resolve.plan import Arrival, Edit, Move, Plan


def render(
    plan: Plan,
    *,
    applied: bool = False,
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
    for note in plan.notes:
        lines += wrapped(harmless(note), "", width, "  ")
    if plan.notes:
        lines.append("")
    lines += refusal_lines(plan, width)
    files: list[Move | Arrival | Edit] = [*plan.moves, *plan.arrivals, *plan.edits]
    count = len({file.path for file in files})
    written = "1 file" if count == 1 else f"{count} files"
    if plan.refusals:
        lines.append(verdict(plan))
    elif not count:
        lines.append("Nothing to write.")
    elif applied:
        lines.append(f"{written} written. `coldframe undo` takes this back.")
    else:
        hint = "" if with_diff else ", --diff shows every line"
        command = harmless(plan.command)
        lines.append(f"Nothing is written yet: `{command} --apply` writes {written}{hint}.")
    return "\n".join(lines) + "\n"
