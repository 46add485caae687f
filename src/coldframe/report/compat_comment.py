"""Changes of a surface as a comment for a review: Markdown, short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.compat.change import INFO
from coldframe.report.compat_words import because, headline, where
from coldframe.report.terminal import harmless

if TYPE_CHECKING:
    from coldframe.compat.diff import Diff

_MOST, _LONGEST = 40, 160


def render(found: Diff, *, everything: bool = False) -> str:
    """A table of what breaks callers; what documents say stands in code, so it is no markup."""
    shown = [
        change
        for change in found.changes
        if not change.accepted and (everything or change.severity != INFO)
    ]
    lines = [f"**{headline(found)}**", ""]
    if shown:
        lines += ["| | rule | where | what | why |", "|---|---|---|---|---|"]
    for change in shown[:_MOST]:
        lines.append(
            f"| {change.severity} | {change.rule} | {_code(where(change))}"
            f" | {_code(change.message)} | {because(change)} |"
        )
    if len(shown) > _MOST:
        lines += ["", f"and {len(shown) - _MOST:,} more"]
    return "\n".join(lines) + "\n"


def _code(text: str) -> str:
    text = harmless(text).replace("`", "'").replace("|", "¦")
    return f"`{text if len(text) <= _LONGEST else text[: _LONGEST - 1] + '…'}`"
