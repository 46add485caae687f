"""Two preview features hook in at the same place, and their order decides what happens.

Both are called, and both work while they are on alone; together, the last one to write wins, or
each gets what the other has made of it.  The order is that of imports, which nobody decides.

That many features listen to one event is what events are for, and nothing to report; nor is that
one of them may refuse, because refusals add up in any order.  Reported are listeners of Neutron's
callbacks, Django's signals and SQLAlchemy's events that write the same part of what they are
handed (at least one of them in every call), listeners of SQLAlchemy that give back a changed
statement (`retval=True`), hooks of pluggy that both ask to be first, or last, and monkey patches
that both call what they have replaced.  Two features of which one needs the other, by its
declaration, have an order.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.finding import WARN
from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature

RULE = Rule(
    name="hook_order",
    family="overlap",
    why="What two features do together depends on which is imported first: it changes with an"
    " unrelated import, and no test of either sees it.",
    hint="Let one of them do it for both, or let one call the other and declare that in `needs`.",
    severity=WARN,
)


def check(host: Host) -> Iterator[Finding]:
    """One finding per place and feature, at the second of two hooks."""
    if len(host.features) < 2:
        return
    from coldframe.check.overlap.hooks.meetings import meetings

    for meeting in meetings(host):
        first, second = meeting.first, meeting.second
        if meeting.alone or _needs(first.feature, second.feature):
            continue
        yield RULE.at(second.path, second.line, meeting.message, feature=second.feature.name)


def _needs(one: Feature, other: Feature) -> bool:
    """Whether one of the two declares that it needs the other."""
    return any(
        used.name in user.declaration.needs or used.module in user.declaration.needs
        for user, used in ((one, other), (other, one))
        if user.declaration is not None
    )
