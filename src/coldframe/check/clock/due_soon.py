"""A feature is in its last cycle.

This is a warning: there is one release left in which to promote the feature, to take it out,
or to have a new spec approved that renews it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.clock.place import place_of
from coldframe.check.finding import WARN
from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host

RULE = Rule(
    name="due_soon",
    family="clock",
    why="A decision about a feature takes a review or two; on the day of the deadline it is too"
    " late to start.",
    hint="Decide now: promote it, take it out, or have a spec approved that renews it.",
    severity=WARN,
)


def check(host: Host) -> Iterator[Finding]:
    """One finding per feature that the release after next finds overdue, or the next."""
    for feature in host.features:
        clockwork = host.clockwork
        if clockwork.stage(feature) != "due":
            continue
        end, left = clockwork.deadline(feature), clockwork.cycles_left(feature)
        path, line = place_of(host, feature, end.renewal)
        when = "the next release" if left else "the present one: the next makes it overdue"
        yield RULE.at(
            path,
            line,
            f"{feature.name} has to end by {end.release}, {when}",
            feature=feature.name,
        )
