"""The calendar that tags and settings describe."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coldframe.declare.calendar import Calendar
from coldframe.declare.mistake import Mistake
from coldframe.declare.release import Release
from coldframe.declare.release_tags import read_tags
from coldframe.declare.settings import CalendarSettings
from coldframe.declare.version import read_version


def calendar_from(
    tags: Iterable[tuple[str, str]], settings: CalendarSettings, names: Sequence[str] = ()
) -> Calendar:
    """The calendar that the settings describe.

    ``tags`` are (tag, ISO day) as git has them; ``names`` are what the host is called, to
    choose among the tags of a repository with many parts.  A list in the settings replaces
    the tags; tags then only add days and the names of tags to what is listed.  Raises Mistake
    for a tag pattern that cannot be used.
    """
    reading = read_tags(tags, settings, names)
    found = {tagged.version.key: tagged for tagged in reading.releases}
    releases: list[Release] = []
    for version, day in settings.releases:
        parsed = read_version(version)
        tagged = found.get(parsed.key) if parsed else None
        releases.append(
            Release(version, day or (tagged.day if tagged else ""), tagged.tag if tagged else "")
        )
    if not releases:
        releases = [Release(t.spelled, t.day, t.tag) for t in reading.releases]
    known = {release.version for release in releases}
    keys = {parsed.key for r in releases if (parsed := read_version(r.version))}
    for version, day in settings.planned:
        parsed = read_version(version)
        if version not in known and (parsed is None or parsed.key not in keys):
            releases.append(Release(version, day, planned=True))
    notes = () if settings.releases else reading.notes
    calendar = Calendar(releases, settings.cycle, series=reading.series, notes=notes)
    if settings.releases:
        _note_later_tags(calendar, [tagged.spelled for tagged in reading.releases])
    _refuse_planned_past(calendar)
    return calendar


def _note_later_tags(calendar: Calendar, tagged: Sequence[str]) -> None:
    """A list that lags behind the tags would keep features young."""
    latest = calendar.latest
    if latest is None or not all(calendar.knows(version) for version in tagged):
        return
    later = [version for version in tagged if calendar.is_later(version, latest.version)]
    if later:
        newest = max(later, key=calendar.in_order)
        calendar.notes.append(
            f"Git has a tag for {newest}, but the list of releases in the settings ends with"
            f" {latest.version}: the list counts."
        )


def _refuse_planned_past(calendar: Calendar) -> None:
    latest = calendar.latest
    if latest is None:
        return
    for release in calendar.releases:
        if release.planned and calendar.in_order(release.version) < calendar.in_order(
            latest.version
        ):
            raise Mistake(
                f"the planned release {release.version} comes before {latest.version}, which is"
                " out already",
                "Take it out of calendar.planned.",
            )
