"""How far features are towards stable, for people: one line each, below the inventory."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from coldframe.report.prove_text import bar, coloured
from coldframe.report.status_columns import cut
from coldframe.report.terminal import Style, harmless

if TYPE_CHECKING:
    from coldframe.prove.criteria.criterion import Judgement
    from coldframe.prove.verdict import Verdict


def render(verdicts: Mapping[str, Verdict], *, style: Style | None = None, width: int = 120) -> str:
    """A heading and a line per feature: its bar, and the first thing that is missing of each."""
    style = style or Style()
    names = [harmless(one.feature.name) for one in verdicts.values()]
    wide = min(max(map(len, names), default=0), 30)
    lines = ["", style.bold("Towards stable (`coldframe prove NAME` says what is missing)")]
    for name, one in zip(names, verdicts.values(), strict=True):
        missing = one.missing
        state = missing[0].state if missing else "met"
        begin = f"  {cut(name, wide):<{wide}}  "
        middle = f"  {int(one.share * 100):>3} %  "
        text = "; ".join(_missing(judgement) for judgement in missing) or "ready"
        room = max(width - len(begin) - 12 - len(middle), 20)
        shown = coloured(state, bar(one.share), style)
        lines.append((begin + shown + middle + cut(harmless(text), room)).rstrip())
    return "\n".join(lines) + "\n"


def _missing(judgement: Judgement) -> str:
    part = next(part for part in judgement.parts if part.state == judgement.state)
    return f"{judgement.criterion.replace('_', ' ')}: {part.says}"
