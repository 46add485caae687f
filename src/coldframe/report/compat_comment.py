"""Changes of a surface as a comment for a review: Markdown, short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.compat.change import INFO
from coldframe.report.compat_words import (
    CONFIRMED,
    acceptance,
    because,
    by_surface,
    headline,
    verdict,
    where,
)
from coldframe.report.terminal import harmless

if TYPE_CHECKING:
    from coldframe.compat.change import Change
    from coldframe.compat.diff import Diff

_MOST, _LONGEST = 40, 160


def render(found: Diff, *, everything: bool = False) -> str:
    """A table of what breaks callers; what documents say stands in code, so it is no markup."""
    shown = [
        change
        for change in found.changes
        if change.accepted or everything or change.severity != INFO
    ]
    lines = [f"**{headline(found)}**", ""]
    for heading, changes in by_surface(shown[:_MOST], found):
        name, _, counts = heading.partition("  ")
        lines += [f"### {name}: {counts.strip()}", ""] if heading else []
        lines += ["| | rule | where | what | why |", "|---|---|---|---|---|"]
        lines += [*map(_row, changes), ""]
    while lines and not lines[-1]:
        lines.pop()
    if len(shown) > _MOST:
        lines += ["", f"and {len(shown) - _MOST:,} more"]
    for note in (*found.notes, *found.ran):
        lines += ["", _code(note)]
    return "\n".join(lines) + "\n"


def _row(change: Change) -> str:
    level = "accepted" if change.accepted else change.severity
    return (
        f"| {level} | {change.rule} | {_code(where(change))}"
        f" | {_code(change.message)} | {_why(change)} |"
    )


def _why(change: Change) -> str:
    told = [because(change)]
    if more := acceptance(change):
        told.append(_code(more))
    if change.witness:
        told.append(_code(verdict(change.witness)))
        if change.witness.verdict == CONFIRMED:
            told += [_code(change.witness.call), _code(change.witness.answer)]
    return " ".join(told)


def _code(text: str) -> str:
    text = harmless(text).replace("`", "'").replace("|", "¦")
    return f"`{text if len(text) <= _LONGEST else text[: _LONGEST - 1] + '…'}`"
