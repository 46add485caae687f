"""Until when an exception counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.settings import ExceptionEntry

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def has_expired(entry: ExceptionEntry, host: Host) -> bool:
    """Whether the day, or the release, that ``entry.expires`` names has come.

    A release that the calendar does not list has come when a later one is out.  Raises
    Mistake for what is neither a day nor a version.
    """
    if not entry.expires:
        return False
    if _DAY.fullmatch(entry.expires):
        from datetime import date

        try:
            date.fromisoformat(entry.expires)
        except ValueError:
            raise _mistake(entry, f"there is no day {entry.expires}") from None
        return entry.expires <= host.today
    from packaging.version import InvalidVersion, Version

    try:
        wanted = Version(entry.expires)
        latest = host.clockwork.calendar.latest
        return latest is not None and Version(latest.version) >= wanted
    except InvalidVersion:
        raise _mistake(entry, f"expires = {entry.expires!r} is no day and no release") from None


def _mistake(entry: ExceptionEntry, what: str) -> Mistake:
    remedy = "Write a day such as 2027-04-01, or a release of the host."
    return Mistake(what, remedy, entry.path or None, entry.line or None)
