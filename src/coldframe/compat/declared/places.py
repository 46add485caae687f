"""Where entries stand, and what their stages have become."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from coldframe.compat.change import Place
from coldframe.compat.declared.difference import LOWERED, Difference


class Placed(Protocol):
    """What has a name, and stands somewhere."""

    @property
    def name(self) -> str:
        """What people write."""

    @property
    def path(self) -> str:
        """The file that defines it."""

    @property
    def line(self) -> int:
        """Where in the file."""


class Entry(Placed, Protocol):
    """What every entry of a declared surface has."""

    @property
    def stage(self) -> str:
        """Empty for what is stable, else what the host calls a preview."""


def place(entry: Placed) -> Place:
    """Where an entry is defined."""
    return Place(entry.path, entry.name, entry.line)


def nowhere(entry: Entry) -> Place:
    """Where it would be, in the other version."""
    return Place(entry.path, entry.name)


def differing(rule: str, base: Entry, head: Entry, subject: str = "", **told: str) -> Difference:
    """A difference of an entry that both have."""
    return Difference(
        rule, subject or base.name, place(base), place(head), tuple(told.items()), base.stage
    )


def gone(rule: str, base: Entry, subject: str = "", **told: str) -> Difference:
    """An entry that only the base has."""
    return Difference(
        rule, subject or base.name, place(base), nowhere(base), tuple(told.items()), base.stage
    )


def new(rule: str, head: Entry, subject: str = "", **told: str) -> Difference:
    """An entry that only the head has."""
    return Difference(
        rule, subject or head.name, nowhere(head), place(head), tuple(told.items()), head.stage
    )


def stages(what: str, base: Entry, head: Entry, subject: str = "") -> Iterator[Difference]:
    """What was stable and is a preview now, or the other way round."""
    if head.stage and not base.stage:
        yield differing(what + LOWERED, base, head, subject, stage=head.stage)
    elif base.stage and not head.stage:
        yield differing(what + "_stability_raised", base, head, subject, stage=base.stage)
