"""A feature is still in preview after its deadline.

The deadline is the release in which the feature first shipped plus the host's ``cycles``
(2 unless the settings say otherwise), or the end of its last valid renewal.  A feature may
still be in the release that is its deadline; from the first release of a later cycle on, or
as soon as the tree says that it is becoming one, it is overdue.

No number makes it good again.  What counts as the beginning is the earlier of ``since`` and
of the first release in which git shows the feature; a renewal counts only with a spec of its
own; and what was released (the ``until`` of a renewal, the ``cycles`` of the settings) can be
shortened later but not lengthened.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.clock.place import place_of
from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host

RULE = Rule(
    name="overdue",
    family="clock",
    why="A preview that never ends is a stable feature without the promises of one: users build"
    " on it, and nobody has decided to keep it.",
    hint="Promote it, take it out, or renew it with a new approved spec"
    " (coldframe renew NAME --spec … --until …).",
)


def begin(host: Host) -> None:
    """Ask git for the tags, and what the preview trees held in the releases."""
    if host.features:
        from coldframe.check.past import past

        past(host)  # answers while the rest is being imported
        host.clockwork.begin()
        host.objects.begin()


def check(host: Host) -> Iterator[Finding]:
    """One finding per overdue feature, at its ``since`` or its first file."""
    for feature in host.features:
        clockwork = host.clockwork
        if not clockwork.overdue(feature):
            continue
        end, now = clockwork.deadline(feature), clockwork.now
        assert end.release is not None and now is not None
        path, line = place_of(host, feature, end.renewal)
        begun = f"since {end.since}"
        if end.contradicts:
            begun += f" (as git shows; the declared {end.declared} does not count)"
        if end.renewal:
            begun += f", renewed until {end.renewal.until}"
        reached = f"{now} is being made" if now.planned else f"{now} is out"
        yield RULE.at(
            path,
            line,
            f"{feature.name} had to end by {end.release}; {reached}; in preview {begun}",
            feature=feature.name,
        )
