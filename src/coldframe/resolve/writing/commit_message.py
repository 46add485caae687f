"""What the commits of a plan say."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coldframe.resolve.plan import Plan

SOURCE, JOINED, MOVES, EDITS = "source", "joined", "moves", "edits"
_PARTS = {
    SOURCE: (
        "the files in their places",
        "On top of the history that these files come from: each is where it will be,\n"
        "byte for byte. The next commit joins that history.",
    ),
    JOINED: (
        "histories joined",
        "Joins the files that were put in their places, and with them their history.",
    ),
    MOVES: (
        "moves",
        "Files only get their new places here, byte for byte, so that `git log --follow`\n"
        "and `git blame -C` reach their history. What has to change in them follows in\n"
        "the next commit; between the two, tests may fail.",
    ),
    EDITS: ("edits", ""),
}


def message(plan: Plan, part: str, parts: list[str]) -> str:
    """Of the commit that is ``part`` among all ``parts`` of the plan."""
    name, body = _PARTS[part]
    subject = plan.subject
    if len(parts) == 1:
        body = ""
    else:
        subject += f" ({parts.index(part) + 1} of {len(parts)}: {name})"
    told = f"Written by `{plan.command} --apply`;\n`coldframe undo` or `git revert` takes it back."
    return "\n\n".join(text for text in (subject, body, told) if text) + "\n"
