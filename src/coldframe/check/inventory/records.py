"""The records that an inventory consists of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from coldframe.check.clockwork import Age
    from coldframe.declare.calendar import Calendar, Release
    from coldframe.declare.deadline import Deadline
    from coldframe.declare.feature import Feature
    from coldframe.source.references.reference import Reference


class Row(NamedTuple):
    """One feature.

    ``stage`` is one of ``clockwork.STAGES``, or the ending that a tombstone records.
    ``first`` is the release from which its age counts, None while it is in none.
    ``cycles_left`` and ``days_left`` lead to the deadline and are negative after it; None
    means not known.  ``tests`` and ``docs`` are None when the tree has no such files at all.
    ``owners_from`` is ``declaration``, ``CODEOWNERS``, ``authors`` or empty.  ``reached_by``
    are the places in stable code that reach into it.  ``label`` is how tables call it: its
    name, or its module if another feature has the same name.
    """

    feature: Feature
    stage: str
    first: Release | None
    age: Age | None
    deadline: Deadline
    cycles_left: int | None
    days_left: int | None
    last_day: str
    last_author: str
    lines: int
    files: int
    tests: tuple[str, ...] | None
    docs: tuple[str, ...] | None
    owners: tuple[str, ...]
    owners_from: str
    reached_by: tuple[Reference, ...]
    used_by: tuple[Reference, ...]  # from other features
    changed_in: tuple[Release, ...]  # the releases that shipped a change of it
    may_be_older: bool = False  # than ``first``: this clone does not show what was before
    label: str = ""

    @property
    def name(self) -> str:
        """The feature's name."""
        return self.feature.name


class Departed(NamedTuple):
    """A feature that earlier releases had and the tree has no more.

    ``first`` and ``last`` are the releases it was in, ``left`` the first one without it (None:
    it leaves with the next).  ``to`` is where most of its code went, empty if it is gone.
    ``ending`` and ``reason`` are what a tombstone says, if there is one.
    """

    name: str
    module: str
    first: Release
    last: Release
    left: Release | None
    to: str = ""
    files: int = 0
    moved: int = 0
    ending: str = ""
    reason: str = ""


class Inventory(NamedTuple):
    """All features of a host at one moment, the most urgent first.

    ``now`` is the release that counts as the present; ``asked`` what ``--at`` named, empty for
    the present itself.  ``notes`` say what could not be known.
    """

    root: str
    name: str
    today: str
    now: Release | None
    asked: str
    calendar: Calendar
    cycles: int
    trees: tuple[str, ...]
    rows: tuple[Row, ...]
    shared: tuple[str, ...]
    departed: tuple[Departed, ...]
    notes: tuple[str, ...]
    unread: tuple[tuple[str, str], ...] = ()
    shared_reached_by: tuple[Reference, ...] = ()  # places in stable code that use a shared module

    def count(self, stage: str) -> int:
        """How many features are in that stage."""
        return sum(row.stage == stage for row in self.rows)
