"""The host's releases in order, and how many cycles lie between two of them.

A *cycle* is the step from one release to the next that is more than a patch.  Which number
has to move for that is the setting ``calendar.cycle``:

* ``major``: the first number;
* ``minor``: one of the first two, which for CalVer is each YEAR.MINOR;
* ``release``: every release is a cycle;
* ``auto``: ``major`` for OpenStack series and where only the first number has ever moved,
  else ``minor``.

Releases are ordered by version and never by date: a patch of an old series may well be the
newest tag.  Only when a host has changed its way of counting (2015.1 was followed by 7.0)
do dates say which of the two ways is the older one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property

from coldframe.declare.release import Release as Release
from coldframe.declare.version import Version, read_version

_FARTHEST = 400  # cycles that are looked ahead
Key = tuple[int, tuple[int, ...]]  # of a cycle: era and epoch in one, then the numbers


class Calendar:
    """Final releases in order, then the planned ones.

    ``cycle`` is ``major``, ``minor`` or ``release``, never ``auto``; ``notes`` says what was
    odd.  A version that does not occur in the calendar stands at the last cycle that is not
    later than itself, and beyond the end as many cycles on as its numbers say.
    """

    def __init__(
        self,
        releases: Sequence[Release],
        cycle: str = "auto",
        *,
        series: bool = False,
        notes: Iterable[str] = (),
    ) -> None:
        self.notes = list(notes)
        self._named = {
            release.version: place
            for place, release in enumerate(releases)
            if read_version(release.version) is None
        }
        if self._named:  # code names have no order but the one in which they are listed
            self._named = {release.version: place for place, release in enumerate(releases)}
            cycle = "release"
        self._older_era = self._find_older_era(releases)
        self.releases = tuple(sorted(releases, key=lambda r: (r.planned, self._order(r.version))))
        latest_first = self.releases[::-1]  # so that of two the first one stays
        self._by_key = {self._order(release.version): release for release in latest_first}
        self._spelled = {release.tag: release for release in latest_first if release.tag}
        self._spelled |= {release.version: release for release in latest_first}
        self.cycle = cycle if cycle != "auto" else self._guess_cycle(series)
        self.steps: list[Release] = []  # the first release of each cycle
        self._step_keys: list[Key] = []
        for release in self.releases:
            key = self._cycle_key(release.version)
            if not self._step_keys or key > self._step_keys[-1]:
                self.steps.append(release)
                self._step_keys.append(key)
        self._note_backward_days()

    @property
    def latest(self) -> Release | None:
        """The highest release that is out."""
        return next((r for r in reversed(self.releases) if not r.planned), None)

    @cached_property
    def released(self) -> tuple[Release, ...]:
        """The releases that are out, in order."""
        return tuple(release for release in self.releases if not release.planned)

    def find(self, version: str) -> Release | None:
        """The release of that version or tag, known or planned."""
        spelled = self._spelled.get(version)
        if spelled is not None or not version:
            return spelled
        if self._named:
            return None
        wanted = read_version(version)
        if wanted is None or not wanted.final:
            return None
        key = self._order(version)
        return self._by_key.get(key)

    def knows(self, version: str) -> bool:
        """Whether ``version`` can be placed at all: a version, or one of the listed names."""
        if self._named:
            return version in self._named
        return read_version(version) is not None

    def position(self, version: str) -> int:
        """The cycle of ``version``, counted from 0 at the first; -1 is before all.

        Raises ValueError for what is no version.
        """
        key = self._cycle_key(version)
        place = bisect_right(self._step_keys, key) - 1
        last = len(self._step_keys) - 1
        if place < last or last < 0 or key == self._step_keys[last]:
            return place
        return last + self._beyond(self._step_keys[last], key)

    def is_later(self, a: str, b: str) -> bool:
        """Whether ``a`` belongs to a later cycle than ``b``."""
        return self._cycle_key(a) > self._cycle_key(b)

    def in_order(self, version: str) -> tuple[object, ...]:
        """A key that sorts versions as the calendar does."""
        return self._order(version)

    def cycles_between(self, a: str, b: str) -> int:
        """How many cycles ``b`` comes after ``a``; negative if before."""
        if self.steps:
            return self.position(b) - self.position(a)
        start, end = self._cycle_key(a), self._cycle_key(b)  # their numbers are all there is
        if start == end:
            return 0
        return self._beyond(start, end) if start < end else -self._beyond(end, start)

    def after(self, version: str, cycles: int) -> Release:
        """The release that begins the cycle ``cycles`` after the one of ``version``.

        It is known, planned, or else projected.
        """
        place = self.position(version) + cycles
        if cycles == 0 and self.find(version) is None and place >= len(self.steps):
            return Release(version, planned=True)
        if 0 <= place < len(self.steps):
            return self.steps[place]
        if place < 0:
            return Release(version)
        from coldframe.declare.projection import projected

        base = self.steps
        ahead = place - len(base) + 1
        if not base or self.position(version) >= len(base):
            # Count on from the version itself: its numbers lead the way, not the last release.
            base, ahead = [*base, Release(version)], cycles
        return projected(base, ahead, self.cycle, bool(self._named))

    def nearest(self, version: str) -> tuple[str, ...]:
        """Up to three known versions spelled much like ``version``."""
        from difflib import get_close_matches

        known = [release.version for release in self.releases]
        return tuple(get_close_matches(version.removeprefix("v"), known, n=3, cutoff=0.4))

    # ------------------------------------------------------------------ inside

    def _read(self, version: str) -> Version:
        found = read_version(version)
        if found is None:
            raise ValueError(f"{version!r} is no version")
        return found

    def _era(self, version: Version) -> int:
        if self._older_era is None:
            return 2 * version.epoch
        return 2 * version.epoch + (version.by_year is not self._older_era)

    def _order(self, text: str) -> tuple[int, tuple[int, ...], bool, int]:
        if self._named:
            if text not in self._named:
                raise ValueError(f"{text!r} is no release of the list")
            return (0, (self._named[text],), True, -1)
        version = self._read(text)
        return (self._era(version), *version.key[1:])

    def _cycle_key(self, text: str) -> Key:
        if self._named or self.cycle == "release":
            era, numbers, _final, post = self._order(text)
            return (era, (*numbers, *((0, 0, post) if post >= 0 else ())))
        version = self._read(text)
        if self.cycle == "major":
            return (self._era(version), (version.part(0),))
        return (self._era(version), (version.part(0), version.part(1)))

    def _beyond(self, last: Key, key: Key) -> int:
        """How many cycles ``key`` is after the last one; at least 1, as far as numbers tell."""
        if last[0] != key[0] or not last[1] or not key[1]:
            return 1
        if self.cycle == "major" or self._named:
            return max(1, key[1][0] - last[1][0])
        if self.cycle == "release":
            return 1
        if last[1][0] == key[1][0]:
            return max(1, key[1][1] - last[1][1])
        from coldframe.declare.projection import by_year, projected

        if not self.steps or not by_year(
            self.steps
        ):  # a new major begins with .0; its minors are a cycle each
            return max(1, key[1][0] - last[1][0] + key[1][1])
        for ahead in range(1, _FARTHEST):
            if self._cycle_key(projected(self.steps, ahead, self.cycle).version) >= key:
                return ahead
        return _FARTHEST

    def _find_older_era(self, releases: Sequence[Release]) -> bool | None:
        """Which way of counting came first, if there are two: True for years. None for one."""
        if self._named:
            return None
        first: dict[bool, str] = {}
        for release in releases:
            version = read_version(release.version)
            if version is not None and release.day:
                by_year = version.by_year
                first[by_year] = min(first.get(by_year, release.day), release.day)
        if len(first) == 2 and first[True] < first[False]:
            self.notes.append(
                "The host has changed its way of counting: versions by year come before the"
                " others, as their dates do."
            )
            return True
        return None

    def _guess_cycle(self, series: bool) -> str:
        versions = [self._read(release.version) for release in self.releases]
        if series:
            return "major"
        if versions:  # only the present way of counting tells
            era = max(self._era(version) for version in versions)
            versions = [version for version in versions if self._era(version) == era]
        majors = {version.part(0) for version in versions}
        if len(majors) > 1 and all(version.part(1) == 0 for version in versions):
            return "major"
        return "minor"

    def _note_backward_days(self) -> None:
        """Dates that run against the versions, within what is out and begins a cycle."""
        latest = ""
        for release in self.steps:
            if release.planned or not release.day:
                continue
            if release.day < latest:
                self.notes.append(
                    f"Release {release.version} is dated {release.day}, before the release it"
                    f" follows ({latest}). Versions count, dates are only shown."
                )
                return
            latest = release.day
