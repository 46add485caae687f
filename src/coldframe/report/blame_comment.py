"""Failures as a comment for a review: Markdown, short, with the reason of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.report.blame_words import failure, followed, headline, victims
from coldframe.report.numbers import counted
from coldframe.report.terminal import harmless

if TYPE_CHECKING:
    from coldframe.prove.triage.blame import Blame

_LONGEST = 120


def render(found: Blame, *, top: int = 20) -> str:
    """A table of the most frequent signatures; what logs say stands in code, so it is no markup."""
    lines = [f"**{headline(found)}**", ""]
    if found.groups:
        lines += ["| times | culprit | failure | because |", "|--:|---|---|---|"]
    for group in found.groups[:top]:
        through = ", ".join(victims(group))
        because = group.because + (f"; passed through {through}" if through else "")
        bugs = ", ".join(found.bugs_of(group))
        because += f"; known: {bugs}" if bugs else ""
        lines.append(
            f"| {group.count:,} | {_code(group.culprit.name or 'nobody')}"
            f" | {_code(failure(group))} | {_code(because)} |"
        )
    more = len(found.groups) - top
    if more > 0:
        lines += ["", f"and {counted(more, 'signature')} more"]
    lines += [f"\n{_code(followed(story))}" for story in found.stories]
    return "\n".join(lines) + "\n"


def _code(text: str) -> str:
    text = harmless(text).replace("`", "'").replace("|", "¦")
    return f"`{text if len(text) <= _LONGEST else text[: _LONGEST - 1] + '…'}`"
