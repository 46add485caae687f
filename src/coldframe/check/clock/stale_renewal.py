"""A renewal does not renew anything.

A feature is renewed by an argument, not by a number: each ``[[renewals]]`` entry needs a
spec that is there, that is newer than the one before it and has not been used for any
feature yet, and an ``until`` later than the deadline it moves.  A renewal that was released
counts until what it said then; to prolong it takes another renewal.

A stale renewal does not move the deadline.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host

RULE = Rule(
    name="stale_renewal",
    family="clock",
    why="If editing a number were enough, every feature would be renewed for ever.",
    hint="Have a new spec approved that says why the feature needs longer, and name it in the"
    " renewal.",
)


def check(host: Host) -> Iterator[Finding]:
    """One finding per renewal that does not count, or not until what it says."""
    for feature, declaration in host.declared:
        if not declaration.renewals:
            continue
        end = host.clockwork.deadline(feature)
        for renewal, why in end.stale:
            yield RULE.at(
                declaration.path,
                renewal.line or 1,
                f"this renewal of {feature.name} {why}; the deadline is {end.release}",
                feature=feature.name,
            )
