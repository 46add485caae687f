"""A plan for people: what would be written, by reason, and what is left to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.report.wrapped import wrapped

if TYPE_CHECKING:
    from coldframe.resolve.plan import Plan


def render(plan: Plan, *, applied: bool = False, with_diff: bool = False, width: int = 100) -> str:
    """The plan, its notes within ``width``; ``with_diff`` adds a unified diff of every file."""
    lines = []
    for reason in dict.fromkeys(edit.reason for edit in plan.edits):
        lines.append(f"{reason}:")
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
    count = len(plan.edits)
    files = "1 file" if count == 1 else f"{count} files"
    if not count:
        lines.append("Nothing to write.")
    elif applied:
        lines.append(f"{files} written. `coldframe undo` takes this back.")
    else:
        hint = "" if with_diff else ", --diff shows every line"
        lines.append(f"Nothing is written yet: `{plan.command} --apply` writes {files}{hint}.")
    return "\n".join(lines) + "\n"


def _shown(text: str) -> str:
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
