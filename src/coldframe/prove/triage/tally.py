"""Failures by signature: how often, when, where, whose; memory grows with kinds, not with logs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TypeVar

from coldframe.prove.triage.owners import Owner
from coldframe.prove.triage.trace import Frame, Stack

K = TypeVar("K")

_GROUPS = 5000  # signatures that are kept apart; further ones are counted together
_BUCKETS = 1500  # minutes of a timeline; beyond, hours
_PLACES = 5  # places that are kept of each signature
_TESTS = 20_000  # failed tests that are kept
_NAMES = 200  # logs that are counted by name for one signature


class Place(NamedTuple):
    """Where in a log: its name, and the byte there, or what a converted log calls it."""

    log: str
    offset: int
    label: str = ""


class Signature(NamedTuple):
    """What is the same in all failures of one kind.

    ``frames`` are ``path:function`` of the culprit's innermost frames, the innermost last.
    """

    kind: str
    message: str
    frames: tuple[str, ...]
    owner: str

    @property
    def digest(self) -> str:
        """Twelve hexadecimal digits that stand for it, the same in every run."""
        from hashlib import sha256

        text = "\0".join((self.kind, self.message, self.owner, *self.frames))
        return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


class InTest(NamedTuple):
    """A failure in what a test left: the name of the attachment, and the signature."""

    attachment: str
    signature: Signature


class Group:
    """All failures with one signature."""

    __slots__ = (
        "because",
        "buckets",
        "bystanders",
        "count",
        "culprit",
        "cut",
        "example",
        "fatal",
        "first",
        "frame",
        "last",
        "logs",
        "people",
        "places",
        "signature",
        "stack",
        "step",
        "victims",
    )

    def __init__(self, signature: Signature, culprit: Owner, because: str) -> None:
        self.signature = signature
        self.culprit = culprit
        self.because = because
        self.frame: Frame | None = None
        self.stack: Stack | None = None
        self.count = self.fatal = self.cut = 0
        self.first = self.last = 0.0
        self.places: list[Place] = []
        self.logs: dict[str, int] = {}
        self.victims: dict[Owner, int] = {}
        self.bystanders: dict[Owner, int] = {}
        self.step = 60
        self.buckets: dict[int, int] = {}
        self.example = ""
        self.people: tuple[str, ...] = ()

    def add(self, time: float, place: Place, fatal: bool, cut: bool) -> None:
        """One more."""
        self.count += 1
        self.fatal += fatal
        self.cut += cut
        if time:
            if not self.first or time < self.first:
                self.first = time
            if time > self.last:
                self.last = time
            bucket = int(time // self.step)
            self.buckets[bucket] = self.buckets.get(bucket, 0) + 1
            if len(self.buckets) > _BUCKETS:
                self._coarser()
        if len(self.places) < _PLACES:
            self.places.append(place)
        if place.log in self.logs or len(self.logs) < _NAMES:
            self.logs[place.log] = self.logs.get(place.log, 0) + 1

    def merge(self, other: Group) -> None:
        """Take in what another process counted of the same signature."""
        self.count += other.count
        self.fatal += other.fatal
        self.cut += other.cut
        times = [time for time in (self.first, other.first) if time]
        self.first = min(times, default=0.0)
        self.last = max(self.last, other.last)
        self.places = (self.places + other.places)[:_PLACES]
        _add(self.logs, other.logs)
        _add(self.victims, other.victims)
        _add(self.bystanders, other.bystanders)
        while self.step < other.step:
            self._coarser()
        while other.step < self.step:
            other._coarser()
        for bucket, number in other.buckets.items():
            self.buckets[bucket] = self.buckets.get(bucket, 0) + number
        if len(self.buckets) > _BUCKETS:
            self._coarser()

    def _coarser(self) -> None:
        self.step *= 60
        buckets: dict[int, int] = {}
        for bucket, number in self.buckets.items():
            buckets[bucket // 60] = buckets.get(bucket // 60, 0) + number
        self.buckets = buckets


def _add(mine: dict[K, int], theirs: dict[K, int]) -> None:
    for key, number in theirs.items():
        mine[key] = mine.get(key, 0) + number


class Hits:
    """Records of one known bug: how many, and where the first ones are."""

    __slots__ = ("count", "places")

    def __init__(self) -> None:
        self.count = 0
        self.places: list[Place] = []

    def add(self, place: Place) -> None:
        """One more."""
        self.count += 1
        if len(self.places) < _PLACES:
            self.places.append(place)

    def merge(self, other: Hits) -> None:
        """Take in what another process counted."""
        self.count += other.count
        self.places = (self.places + other.places)[:_PLACES]


class Tally:
    """The groups of some logs, and the records of known bugs."""

    def __init__(self) -> None:
        self.groups: dict[Signature, Group] = {}
        self.known: dict[str, Hits] = {}
        self.tests: dict[tuple[str, str], list[InTest]] = {}  # by log and test
        self.blocks = 0
        self.beyond = 0  # failures of signatures beyond the most that are kept
        self.size = 0  # bytes that were read, unpacked
        self.notes: list[str] = []

    def group(self, signature: Signature, culprit: Owner, because: str) -> Group | None:
        """The group of ``signature``; None if there are too many kinds to keep it apart."""
        group = self.groups.get(signature)
        if group is None:
            if len(self.groups) >= _GROUPS:
                self.beyond += 1
                return None
            group = self.groups[signature] = Group(signature, culprit, because)
        return group

    def told(self, place: Place, signatures: Iterable[Signature]) -> None:
        """Keep what a test left, whose name and attachment are the label of ``place``."""
        test, _, attachment = place.label.rpartition(" ")
        if (place.log, test) in self.tests or len(self.tests) < _TESTS:
            kept = self.tests.setdefault((place.log, test), [])
            kept += [InTest(attachment, one) for one in signatures if len(kept) < _PLACES * 4]

    def merge(self, other: Tally) -> None:
        """Take in what another process has counted; its places come after ours."""
        for key, found in other.tests.items():
            if key in self.tests or len(self.tests) < _TESTS:
                self.tests.setdefault(key, []).extend(found)
        self.blocks += other.blocks
        self.beyond += other.beyond
        self.size += other.size
        self.notes += [note for note in other.notes if note not in self.notes]
        for bug, hits in other.known.items():
            self.known.setdefault(bug, Hits()).merge(hits)
        for signature, group in other.groups.items():
            if signature in self.groups:
                self.groups[signature].merge(group)
            elif len(self.groups) < _GROUPS:
                self.groups[signature] = group
            else:
                self.beyond += group.count

    def rename(self, names: dict[str, str]) -> None:
        """Call logs by other names, where ``names`` has one."""

        def renamed(places: list[Place]) -> list[Place]:
            return [place._replace(log=names.get(place.log, place.log)) for place in places]

        self.tests = {(names.get(log, log), test): t for (log, test), t in self.tests.items()}
        for hits in self.known.values():
            hits.places = renamed(hits.places)
        for group in self.groups.values():
            group.places = renamed(group.places)
            group.logs = {names.get(log, log): n for log, n in group.logs.items()}

    def ordered(self) -> list[Group]:
        """The groups, the most frequent first."""
        return sorted(self.groups.values(), key=lambda g: (-g.count, g.first, g.signature))
