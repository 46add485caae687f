"""A process that died, and the failures that followed from it: one story with one culprit.

A death is a failure that was logged as critical, or that ended a process or thread.  What follows
is of others, begins within ten minutes after it, was not there before, and says by its kind that
somebody did not answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from coldframe.prove.triage.tally import Group

WINDOW = 600.0  # seconds

_UNANSWERED = re.compile(
    r"(?i)time(?:d)?[ _]?out|refused|unreachable|unavailable|not alive|is (?:down|dead)|"
    r"no longer (?:alive|running)|no (?:valid host|(?:alive|active|eligible) \w+ agents?)|"
    r"connection (?:reset|aborted|failed|closed)|connectfail|connection(?:error|failed)|"
    r"disconnected|binding failed|broken ?pipe|failed to reach|noagent|agentnotfound|dead agents?"
)


class Story(NamedTuple):
    """``death`` came first; ``followed`` are groups, each with the seconds after it."""

    death: Group
    followed: tuple[Group, ...]
    after: tuple[float, ...]


def stories(groups: Sequence[Group]) -> list[Story]:
    """The stories in ``groups``; each failure is in one at most, that of the nearest death."""
    deaths = sorted((g for g in groups if g.fatal and g.first), key=lambda g: g.first)
    found: dict[int, list[Group]] = {}
    for group in sorted(groups, key=lambda g: g.first):
        if not group.first or not is_unanswered(group):
            continue
        before = [
            at
            for at, death in enumerate(deaths)
            if death is not group
            and not is_unanswered(death)
            and 0 <= group.first - death.first <= WINDOW
        ]
        if before:
            found.setdefault(before[-1], []).append(group)
    return [
        Story(deaths[at], tuple(mine), tuple(group.first - deaths[at].first for group in mine))
        for at, mine in sorted(found.items())
    ]


def is_unanswered(group: Group) -> bool:
    """Whether a failure says that somebody did not answer."""
    signature = group.signature
    return _UNANSWERED.search(f"{signature.kind} {signature.message}") is not None
