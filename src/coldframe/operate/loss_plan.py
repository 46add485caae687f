"""What an upgrade will do at one site, as data: what reports show and guards decide by."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from coldframe.operate.dependents import Dependent
    from coldframe.operate.sizes import Size

# How we know what a revision does.
RAN, READ = "ran", "read"
# What a loss is of.
TABLE, COLUMN, ROWS, SOME_ROWS, VALUES = "table", "column", "all rows", "some rows", "values"


class Pending(NamedTuple):
    """One revision that will run at the site, in order.

    ``owner`` is the feature to which it belongs, ``""`` for stable code.  ``how`` tells whether
    it ran on the scratch database or was only read; ``failure`` why it stopped there.
    """

    id: str
    path: str
    line: int
    owner: str
    environment: str
    how: str = RAN
    failure: str = ""
    seconds: float = 0.0


class Loss(NamedTuple):
    """Data that is there now and will not be: ``what`` of ``table``, by a line of a revision.

    ``feature`` claims the table; ``""``: the data is stable.  ``column`` is set for COLUMN and
    VALUES.  ``size`` is the table's.  ``dependents`` are what hangs on the table now.
    ``copied`` are tables into which the same upgrade copies from this one first.
    """

    table: str
    feature: str
    what: str
    column: str
    revision: str
    path: str
    line: int
    how: str
    size: Size
    dependents: tuple[Dependent, ...] = ()
    copied: tuple[str, ...] = ()


class Change(NamedTuple):
    """A stable table that is there now and that pending revisions touch, and how."""

    table: str
    how: tuple[str, ...]  # "alter: add column x", "update", …
    revisions: tuple[str, ...]
    path: str
    line: int
    certain: bool
    size: Size


class Place(NamedTuple):
    """Where the site stands in one list of revisions, and where the list ends.

    ``now`` is None when the database has no version table of that list.
    """

    environment: str
    feature: str
    version_table: str
    now: tuple[str, ...] | None
    heads: tuple[str, ...]


class LossPlan(NamedTuple):
    """Everything that ``coldframe migrations plan`` says.

    ``scratch`` is the engine on which the pending revisions ran, ``""`` if none did.
    ``trouble`` are the reasons why the upgrade would stop, or has stopped half-way;
    ``differences`` what in the site's schema is not as its revisions make it.
    """

    database: str
    engine: str
    server: str
    scratch: str
    places: tuple[Place, ...]
    pending: tuple[Pending, ...]
    losses: tuple[Loss, ...]
    changes: tuple[Change, ...]
    trouble: tuple[str, ...]
    differences: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def preview_losses(self) -> tuple[Loss, ...]:
        """What features lose."""
        return tuple(loss for loss in self.losses if loss.feature)

    @property
    def stable_losses(self) -> tuple[Loss, ...]:
        """What stable code loses: never a thing to expect."""
        return tuple(loss for loss in self.losses if not loss.feature)

    @property
    def certain(self) -> bool:
        """Whether every pending revision has run, on the same engine."""
        same = self.scratch == self.engine
        return not self.pending or (same and all(one.how == RAN for one in self.pending))
