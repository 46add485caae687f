"""The fence around the feature holds: `check` finds no error about it.

This is looked up and not recorded.  Whether it is late is not asked here, and its labels belong to
`usable`.  What `prove --absent` has shown counts where it is recorded, or asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.finding import ERROR as BROKEN
from coldframe.prove.criteria.criterion import MET, NOT_MET, Criterion, Part
from coldframe.prove.evidence.fact import ERROR, FAILED

if TYPE_CHECKING:
    from coldframe.prove.criteria.case import Case

CRITERION = Criterion(
    "kept_apart",
    "`coldframe check` finds no error about the feature, and the host works without it.",
    "What is not fenced cannot be moved or removed in one piece, and others already rely on it.",
    "Repair what `coldframe check` says, and try the host without the feature:"
    " `coldframe prove NAME --absent`.",
)
_LEFT_OUT = ("clock", "labels", "exceptions")


def parts(case: Case) -> Iterator[Part]:
    """What `check` says, and what absence has shown."""
    bad = [
        one
        for one in case.findings
        if one.severity == BROKEN and _family(one.rule) not in _LEFT_OUT
    ]
    if bad:
        first = bad[0]
        place = f"{first.path}:{first.line}" if first.line else first.path
        more = f" and {len(bad) - 1} more" if len(bad) > 1 else ""
        says = f"{first.rule} at {place}{more}"
        yield Part(NOT_MET, says, first.hint, 0.0, moot=True)
    else:
        yield Part(MET, "check finds no error about it")
    yield from _absent(case)


def _absent(case: Case) -> Iterator[Part]:
    found = case.latest("absent")
    bad = [one.fact.subject for one in found if one.fact.outcome in (FAILED, ERROR)]
    todo = f"{case.command} --absent"
    if bad:
        yield Part(NOT_MET, f"the host fails without it: {', '.join(bad)}", todo, 0.0)
    elif found:
        yield Part(MET, "the host works without it")
    elif case.demands(CRITERION.name)["absent"]:
        yield case.missing("absent", "trials of the host without it", todo)


def _family(rule: str) -> str:
    from coldframe.check.catalogue import RULES

    return next((module.RULE.family for module in RULES if module.RULE.name == rule), "")
