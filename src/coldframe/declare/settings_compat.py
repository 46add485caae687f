"""Reads ``[tool.coldframe.compat]``: which breaks of the promise are accepted, and until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.declare.settings import AcceptedChange, CompatSettings

if TYPE_CHECKING:
    from coldframe.declare.entries import Entries
    from coldframe.declare.settings import CalendarSettings


def compat_settings(entries: Entries, calendar: CalendarSettings) -> CompatSettings:
    """The settings in this table; raises Mistake for a value that is not right.

    Unlike an exception to a rule of ``check``, none is without a reason or without an end.
    """
    from coldframe.declare.entries import shown
    from coldframe.declare.settings_keys import ACCEPTED, COMPAT
    from coldframe.declare.severities import severities
    from coldframe.declare.wellformed import bad_day, bad_version

    found = []
    listed = {version for version, _ in calendar.releases + calendar.planned}
    for index, table in enumerate(entries.tables("accepted", ACCEPTED)):
        until = table.values.get("until", "")
        # A date of TOML needs no quotes.
        day = until.isoformat() if hasattr(until, "isoformat") else table.text("until").strip()
        said = {name: table.text(name).strip() for name in ACCEPTED if name != "until"}
        said["until"] = day
        for name in ("rule", "subject", "reason", "until"):
            if not said[name]:
                raise table.mistake(
                    f"this acceptance does not say its {name}",
                    f"Write for example: {ACCEPTED[name].example}",
                    *([name] if name in table.values else []),
                )
        known = day in listed or not bad_version(day, code_names=False)
        if bad_day(day) and not known:
            raise table.mistake(
                f"until is {shown(day)}; it must be a day or a release",
                f"Write for example: {ACCEPTED['until'].example}",
                "until",
            )
        line = entries.line("accepted", index)
        found.append(AcceptedChange(**said, path=entries.path, line=line))
    folder = entries.text("snapshots", CompatSettings().snapshots).strip().rstrip("/")
    out = any(part in ("", ".", "..") for part in folder.split("/"))
    if folder and (out or "\\" in folder):
        raise entries.mistake(
            f"snapshots is {shown(folder)}; it must be a folder of the host",
            f"Write for example: {COMPAT['snapshots'].example}",
            "snapshots",
        )
    return CompatSettings(tuple(found), severities(entries), folder)
