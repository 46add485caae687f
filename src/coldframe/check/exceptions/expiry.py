"""Until when an exception counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coldframe.declare.mistake import Mistake
from coldframe.regex import regex

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.settings import ExceptionEntry

_DAY = regex(r"\d{4}-\d{2}-\d{2}")


def has_expired(entry: ExceptionEntry, host: Host) -> bool:
    """Whether the day, or the release, that ``entry.expires`` names has come.

    A release that the calendar does not list has come when a later one is out.  Raises
    Mistake for a name that the calendar cannot put in order.
    """
    if not entry.expires:
        return False
    if _DAY.fullmatch(entry.expires):
        return entry.expires <= host.today
    calendar = host.clockwork.calendar
    latest = host.clockwork.latest
    if latest is None:
        return False
    if not calendar.knows(entry.expires):
        near = ", ".join(calendar.nearest(entry.expires))
        raise Mistake(
            f"the calendar knows no release {entry.expires!r}, with which this exception expires",
            f"Write a release such as {near or latest.version}, or a day such as 2027-04-01.",
            entry.path or None,
            entry.line or None,
        )
    out: Any = calendar.in_order(latest.version)
    wanted: Any = calendar.in_order(entry.expires)
    return bool(out >= wanted)
