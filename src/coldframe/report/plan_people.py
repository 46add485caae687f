"""What a plan leaves to people: doubtful places, and criteria that are not met."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.report.terminal import harmless
from coldframe.report.wrapped import wrapped

if TYPE_CHECKING:
    from coldframe.resolve.plan import Left, Plan

_SHOWN = 6  # names of a surface
MANY = 20  # places; what is more becomes a count


def left_lines(plan: Plan, width: int, *, verbose: bool = False) -> Iterator[str]:
    """The places that may have to change, by file, each with its line and the doubt."""
    left = sorted(plan.left, key=lambda place: (place.path, place.line))
    if not left:
        return
    yield f"Left to you, because nobody can be certain ({_counted(left)}):"
    shown = left if verbose or len(left) <= MANY else left[:MANY]
    path = ""
    for place in shown:
        if place.path != path:
            path = place.path
            yield f"  {harmless(path)}"
        yield f"    {place.line}: {harmless(place.text)}"
        yield from wrapped(harmless(place.why), "       ", width)
    if rest := left[len(shown) :]:
        yield f"  and {_counted(rest)} more: --verbose lists them"
    yield ""


def frozen_lines(plan: Plan, width: int, *, verbose: bool = False) -> Iterator[str]:
    """What must stay compatible from now on: how much of each surface, and what it is called."""
    if not plan.frozen:
        return
    yield "Stable from now on, and to stay compatible:"
    size = max(len(each.surface) for each in plan.frozen) + 2
    for surface, names in plan.frozen:
        shown = names if verbose or len(names) <= _SHOWN else names[:_SHOWN]
        rest = len(names) - len(shown)
        more = f" and {rest:,} more (--verbose)" if rest else ""
        title = surface.replace("_", " ")
        text = harmless(f"{title:<{size}}{len(names):>5,}  {', '.join(shown)}{more}")
        yield from wrapped(text, "  ", width, " " * (size + 9))
    yield ""


def refusal_lines(plan: Plan, width: int) -> Iterator[str]:
    """Why the plan may not be applied, and what would change that."""
    if not plan.refusals:
        return
    yield "Refused:"
    for refusal in plan.refusals:
        yield from wrapped(harmless(f"{refusal.criterion}: {refusal.why}"), "  ", width, "    ")
        if refusal.remedy:
            yield from wrapped(harmless(refusal.remedy), "    ", width)
    yield ""


def verdict(plan: Plan) -> str:
    """The last line of a plan with refusals."""
    count = len(plan.refusals)
    unmet = "1 criterion is" if count == 1 else f"{count} criteria are"
    waiver = ""
    if all(refusal.waivable for refusal in plan.refusals):
        waiver = " `--override REASON` does it all the same, and keeps the reason on record."
    return f"Nothing is written: {unmet} not met.{waiver}"


def _counted(left: list[Left]) -> str:
    places = "1 place" if len(left) == 1 else f"{len(left)} places"
    files = len({place.path for place in left})
    return f"{places} in 1 file" if files == 1 else f"{places} in {files} files"
