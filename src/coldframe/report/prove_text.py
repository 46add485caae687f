"""A verdict for people: each criterion with a bar, its numbers, and what supplies the rest."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from coldframe.prove.criteria.criterion import LACKING, MET, NOT_MET, STALE
from coldframe.report.numbers import counted
from coldframe.report.terminal import Style, harmless
from coldframe.report.wrapped import wrapped

if TYPE_CHECKING:
    from coldframe.prove.criteria.criterion import Judgement
    from coldframe.prove.verdict import Verdict

_BAR = 12
_INDENT = "    "


def render(verdict: Verdict, *, style: Style | None = None, width: int = 100) -> str:
    """The verdict, each line within ``width``; a criterion that is met takes one line a part."""
    style = style or Style()
    width = max(40, min(width, 100))
    lines = [*wrapped(_headline(verdict), "", width)]
    lines[0] = style.bold(lines[0])
    for judgement in verdict.judgements:
        lines += ["", *_judgement(judgement, style, width)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def bar(share: float, size: int = _BAR) -> str:
    """``share`` of 1 as a bar; it is full only for all of it, and empty only for nothing."""
    full = int(share * size)
    if share > 0:
        full = max(full, 1)
    return "█" * full + "░" * (size - full)


def coloured(state: str, text: str, style: Style) -> str:
    """``text`` in the colour of a state."""
    paint: dict[str, Callable[[str], str]] = {
        MET: style.green,
        NOT_MET: style.red,
        STALE: style.yellow,
        LACKING: style.yellow,
    }
    return paint[state](text)


def _headline(verdict: Verdict) -> str:
    name = f"{verdict.feature.name} ({verdict.feature.module})"
    if verdict.proven:
        return harmless(f"{name} is ready to be stable")
    missing = counted(len(verdict.missing), "criterion")
    if len(verdict.missing) != 1:
        missing = f"{len(verdict.missing)} criteria"
    return harmless(f"{name} is not ready: {missing} of {len(verdict.judgements)} to go")


def _judgement(judgement: Judgement, style: Style, width: int) -> list[str]:
    percent = f"{int(judgement.share * 100):>3} %"
    name = f"{judgement.criterion.replace('_', ' '):<12}"
    shown = coloured(judgement.state, bar(judgement.share), style)
    lines = [f"{style.bold(name)} {shown} {percent}  {judgement.state}"]
    for part in judgement.parts:
        mark = coloured(part.state, "+" if part.state == MET else "-", style)
        first, *rest = wrapped(harmless(part.says), f"{_INDENT}  ", width)
        lines += [f"{_INDENT}{mark} {first.strip()}", *rest]
    for todo in judgement.todo:
        first, *rest = wrapped(harmless(todo), f"{_INDENT}  ", width)
        lines += [f"{_INDENT}{style.cyan('>')} {first.strip()}", *rest]
    return lines
