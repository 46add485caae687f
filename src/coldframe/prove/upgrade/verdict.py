"""What a walk with rows has shown."""

from __future__ import annotations

from typing import NamedTuple

from coldframe.declare.settings import Rewrite

# Which preview features had data while the revisions ran.
ON, OFF, BOTH = "on", "off", "on/off/on"
# What happened to stable data.
CHANGED, LOST, COLUMN_GONE, TABLE_GONE, ADDED, WRONG = (
    "changed",
    "rows gone",
    "column gone",
    "table gone",
    "rows added",
    "not as declared",
)


class Change(NamedTuple):
    """``kind`` of change to ``rows`` rows of one table, with one row as an example.

    ``key`` names that row; ``old`` and ``new`` are its values, as Python writes them.
    ``declared`` is the entry of ``rewrites`` that asks for the change.
    """

    kind: str
    table: str
    column: str
    rows: int
    key: str = ""
    old: str = ""
    new: str = ""
    declared: Rewrite | None = None

    @property
    def harmless(self) -> bool:
        """Whether nothing that was there is lost, or what is lost is declared."""
        return self.kind == ADDED or (self.declared is not None and self.kind != WRONG)


class Lock(NamedTuple):
    """Others could not read (``reads``) or write ``table`` for at least ``seconds``.

    With ``rows``, it is only so many of its rows that they could not write.
    """

    table: str
    reads: bool
    seconds: float
    rows: int | None = None


class StepShown(NamedTuple):
    """One step: what it changed, locked, and how long it took.

    ``refused`` is why it did not run on seeded rows; ``rows`` says on which it ran then:
    ``extreme``, ``plain`` or ``none``.
    """

    revision: str
    path: str
    seconds: float
    changes: tuple[Change, ...] = ()
    locks: tuple[Lock, ...] = ()
    looks: int = 0  # how often the locks were looked at
    refused: str = ""
    rows: str = "extreme"
    accepted: bool = False  # the settings say that it may refuse


class Stopped(NamedTuple):
    """The list stops at ``revision`` on this database, also without rows."""

    revision: str
    path: str
    line: int
    why: str
    sql: str
    left: int  # revisions after it, of which nothing is proven


class Passage(NamedTuple):
    """One walk to the end, on one ``database``, with the previews ``on``, ``off`` or both.

    ``starts`` are the releases at which rows were added, as a deployment of that release has
    them.  ``tables`` and ``rows`` count the stable ones at the end.  ``followed`` are the
    declared new names under which data was found.
    """

    database: str
    previews: str
    steps: tuple[StepShown, ...]
    starts: tuple[str, ...]
    tables: int
    rows: int
    seconds: float
    unseeded: dict[str, str]
    followed: tuple[Rewrite, ...] = ()
    stopped: Stopped | None = None

    @property
    def kept(self) -> bool:
        """Whether every step ran, on rows, and stable data is what it was or was to be."""
        return self.stopped is None and all(
            (not step.refused or step.accepted) and all(each.harmless for each in step.changes)
            for step in self.steps
        )


class Verdict(NamedTuple):
    """All passages, and what could not be known."""

    passages: tuple[Passage, ...]
    notes: tuple[str, ...]

    @property
    def kept(self) -> bool:
        """Whether all passages kept all stable data."""
        return all(each.kept for each in self.passages)
