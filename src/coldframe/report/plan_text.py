"""A plan for people: what would be written, by reason, and what is left to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.report.wrapped import wrapped

if TYPE_CHECKING:
    from coldframe.resolve.plan import Arrival, Edit, Move, Plan


def render(plan: Plan, *, applied: bool = False, with_diff: bool = False, width: int = 100) -> str:
    """The plan, its notes within ``width``; ``with_diff`` adds a unified diff of every file."""
    lines = []
    files: list[Move | Arrival | Edit] = [*plan.moves, *plan.arrivals, *plan.edits]
    for reason in dict.fromkeys(file.reason for file in files):
        lines.append(f"{reason}:")
        for word, going in (("move", plan.moves), ("bring", plan.arrivals)):
            pairs = [(g.source, g.path) for g in going if g.reason == reason]
            lines += [f"  {word} {_shown(source)} -> {_shown(path)}" for source, path in pairs]
        lines += [f"  {e.action} {_shown(e.path)}" for e in plan.edits if e.reason == reason]
        lines.append("")
    if with_diff:
        from coldframe.resolve.plan import diff

        for edit in plan.edits:
            lines += [*map(_shown, diff(edit)), ""]
    for note in plan.notes:
        lines += wrapped(_shown(note), "", width, "  ")
    if plan.notes:
        lines.append("")
    count = len({file.path for file in files})
    written = "1 file" if count == 1 else f"{count} files"
    if not count:
        lines.append("Nothing to write.")
    elif applied:
        lines.append(f"{written} written. `coldframe undo` takes this back.")
    else:
        hint = "" if with_diff else ", --diff shows every line"
        lines.append(f"Nothing is written yet: `{plan.command} --apply` writes {written}{hint}.")
    return "\n".join(lines) + "\n"


def _shown(text: str) -> str:
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
