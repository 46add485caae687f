"""How old each feature is, by when it has to have ended, and whether it is late."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.presence import Presence
from coldframe.declare.calendar import Calendar, Release
from coldframe.declare.deadline import DUE, OVERDUE, PREVIEW, UNRELEASED, Deadline, deadline
from coldframe.declare.deadline import standing as standing_of
from coldframe.declare.known_releases import calendar_from

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature

MOVED = "moved"
STAGES = (OVERDUE, DUE, PREVIEW, UNRELEASED, MOVED)


class Age(NamedTuple):
    """How long a feature has been out: in cycles, and in days if those are known."""

    cycles: int
    days: int | None


class Clockwork:
    """The host's calendar, and where each feature stands in it.

    ``at`` is a release of the calendar, or a projected one; without it the present counts:
    the highest release that is out, a higher version that the tree says it is, or an older
    release if exactly that is checked out.  What cannot be known is added to ``host.notes``.
    """

    def __init__(self, host: Host, at: Release | None = None) -> None:
        self._host = host
        self._at = at
        self._deadlines: dict[str, Deadline] = {}
        self._firsts: dict[str, Release | None] = {}

    @cached_property
    def calendar(self) -> Calendar:
        """The host's releases; raises Mistake for settings that cannot be followed."""
        from coldframe.check.past import past
        from coldframe.source.git import GitError

        found: list[tuple[str, str]] = []
        fault = ""
        try:
            found = [(tag.name, tag.day) for tag in past(self._host).tags]
            if not found and past(self._host).shallow:
                fault = "a shallow clone without its tags: git fetch --unshallow --tags"
        except GitError as error:
            fault = error.why
        names = [tree.module.partition(".")[0] for tree in self._host.preview_trees]
        calendar = calendar_from(found, self._host.settings.calendar, names)
        self._note(*calendar.notes)
        if not calendar.released and self._host.preview_trees:
            self._note(
                f"No release is known: {fault or 'git has no tag that is one'}. Ages and deadlines"
                " need tags, or a list of releases in the settings (calendar.releases)."
            )
        return calendar

    def begin(self) -> None:
        """Ask git what will be needed first, and do not wait for it; raises as ``calendar``."""
        if self.calendar.released:
            self.presence.begin()

    @property
    def today(self) -> str:
        """The day that counts as the present one (ISO)."""
        return self._host.today

    @cached_property
    def presence(self) -> Presence:
        """What the preview trees held in each release."""
        return Presence(self._host, self.calendar)

    @cached_property
    def now(self) -> Release | None:
        """The release that counts as the present one; None if there is none at all."""
        return self._at or self._present

    @cached_property
    def _present(self) -> Release | None:
        latest, checked_out = self.calendar.latest, self._checked_out()
        if checked_out is not None and checked_out != latest:
            return checked_out
        written = self._written()
        if written and (latest is None or self.calendar.is_later(written, latest.version)):
            return self.calendar.find(written) or Release(written, planned=True)
        return latest

    @property
    def latest(self) -> Release | None:
        """The highest release that is out at that moment."""
        return self._at or self.calendar.latest

    def moved_to(self, release: Release) -> Clockwork:
        """The same clockwork at another release; what git has said is not asked again."""
        other = Clockwork(self._host, release)
        other.__dict__["calendar"] = self.calendar
        other.__dict__["presence"] = self.presence
        other.__dict__["_present"] = self._present
        return other

    def until_now(self, releases: Iterable[Release]) -> list[Release]:
        """Those of ``releases`` that are not after ``now``."""
        order = self.calendar.in_order
        if self.now is None:
            return []
        end = order(self.now.version)
        return [release for release in releases if order(release.version) <= end]

    def first_release(self, feature: Feature) -> Release | None:
        """The first release in which git shows ``feature``; None: in none, or not known.

        In one to come, what is not out yet came with the next release.
        """
        if feature.module not in self._firsts:
            self._firsts[feature.module] = self.presence.first(feature) or self._coming
            if len(self._firsts) == 1:
                self._note_limits()
        return self._firsts[feature.module]

    def since(self, feature: Feature) -> Release | None:
        """The release from which the age of ``feature`` counts."""
        since, first = self.deadline(feature).since, self.first_release(feature)
        if first is not None and first.version == since:
            return first
        return (self.calendar.find(since) or Release(since)) if since else None

    def age(self, feature: Feature) -> Age | None:
        """How long ``feature`` has been out; None if it is not, or not known to be."""
        since, now = self.since(feature), self.now
        if since is None or now is None or self.calendar.is_later(since.version, now.version):
            return None
        return Age(
            self.calendar.cycles_between(since.version, now.version),
            days_between(since.day, now.day if self._at else self._host.today),
        )

    def deadline(self, feature: Feature) -> Deadline:
        """When ``feature`` has to have ended.

        Raises Mistake for a declaration with a version that the calendar cannot place.
        """
        if feature.module not in self._deadlines:
            from coldframe.check.promises import promises, spec_fault

            first = self.first_release(feature)
            found = deadline(
                feature.declaration,
                first,
                self._host.settings,
                self.calendar,
                promises=promises(self._host, self, feature, first),
                spec_fault=lambda spec, before: spec_fault(self._host, feature, spec, before),
            )
            if found.release is None and self.now is not None and self._past_is_known:
                # It will be out for the first time with the next release.
                start = self.calendar.after(self.now.version, 0 if self.now.planned else 1)
                found = found._replace(release=self.calendar.after(start.version, found.cycles))
            self._deadlines[feature.module] = found
        return self._deadlines[feature.module]

    def stage(self, feature: Feature) -> str:
        """One of ``STAGES``."""
        if feature.forwards_to:
            return MOVED
        found = self.deadline(feature)
        if not found.since and not self._past_is_known:
            return PREVIEW  # whether it was ever released cannot be known
        return standing_of(found, self.now, self.calendar)

    def overdue(self, feature: Feature) -> bool:
        """Whether ``feature`` should have ended in an earlier cycle than the present."""
        return self.stage(feature) == OVERDUE

    def cycles_left(self, feature: Feature) -> int | None:
        """Cycles until the deadline of ``feature``; negative when it is overdue."""
        release = self.deadline(feature).release
        if release is None or self.now is None:
            return None
        return self.calendar.cycles_between(self.now.version, release.version)

    def days_left(self, feature: Feature) -> int | None:
        """Days until the deadline's release; negative after it, None if its day is not known."""
        release = self.deadline(feature).release
        today = (self.now.day if self.now else "") if self._at else self._host.today
        if release is None or not release.day or not today:
            return None
        left = days_between(today, release.day)
        if left is not None:
            return left
        late = days_between(release.day, today)
        return None if late is None else -late

    def may_be_older(self, feature: Feature) -> bool:
        """Whether ``feature`` may have been in releases that this clone cannot show."""
        first, presence = self.first_release(feature), self.presence
        if first is None or self.deadline(feature).since != first.version:
            return False
        tagged = presence.tagged
        hidden = presence.shallow or (bool(tagged) and tagged[0] != self.calendar.releases[0])
        return hidden and bool(tagged) and first == tagged[0]

    # ------------------------------------------------------------------ inside

    @property
    def _coming(self) -> Release | None:
        """The release after the present one, if this clockwork stands there or later."""
        at, present = self._at, self._present
        if at is None or present is None or not self._past_is_known:
            return None
        ahead = self.calendar.cycles_between(present.version, at.version)
        first = 0 if present.planned else 1
        if ahead < first:
            return None
        return at if ahead == first else self.calendar.after(present.version, first)

    @property
    def _past_is_known(self) -> bool:
        return bool(self.calendar.released) and not self.presence.fault

    def _note(self, *notes: str) -> None:
        for note in notes:
            if note not in self._host.notes:
                self._host.notes.append(note)

    def _note_limits(self) -> None:
        presence = self.presence
        if presence.shallow:
            self._note(
                "This is a shallow clone: features may be older than they look. For the whole"
                " history: git fetch --unshallow --tags"
            )
        if presence.fault and self.calendar.released:
            self._note(
                f"What earlier releases held cannot be seen ({presence.fault}): what is declared"
                " is believed."
            )
        seen = {release.tag for release in presence.tagged}
        unseen = [r for r in self.calendar.released if r.tag and r.tag not in seen]
        if unseen and not presence.fault:
            self._note(
                f"The files of {len(unseen)} releases, {unseen[0].version} the first of them, are"
                " not in this clone: features may be older than they look."
            )

    def _checked_out(self) -> Release | None:
        """The release that HEAD is, if it is exactly one."""
        from coldframe.check.past import past
        from coldframe.source.git import GitError

        latest = self.calendar.latest
        if latest is None or not latest.tag:
            return None
        try:
            here = past(self._host).here
        except GitError:
            return None
        return next((r for r in reversed(self.calendar.released) if r.tag in here), None)

    def _written(self) -> str:
        """The version that the tree says it is, without what marks it as unfinished."""
        from coldframe.check.developed import developed_version
        from coldframe.declare.version import read_version

        packages = []
        for tree in self._host.preview_trees:
            depth = tree.module.count(".")
            top = tree.path.rsplit("/", depth)[0] if depth else tree.path
            packages.append(top)
        version = read_version(developed_version(self._host.tree, packages))
        if version is None or not any(version.numbers) or not self.calendar.knows("1"):
            return ""
        numbers = [version.part(index) for index in range(max(version.width, 2))]
        if not version.final:  # 32.0.0.0b1 and 32.0.0.dev7 are on the way to 32.0.0
            numbers = numbers[:3]
        return ".".join(map(str, numbers))


def days_between(start: str, end: str) -> int | None:
    """Whole days from ``start`` to ``end`` (ISO); None if unknown or the wrong way round."""
    from datetime import date

    if not start or not end:
        return None
    try:
        days = (date.fromisoformat(end[:10]) - date.fromisoformat(start[:10])).days
    except ValueError:
        return None
    return days if days >= 0 else None
