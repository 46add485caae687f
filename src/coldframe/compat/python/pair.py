"""Two surfaces side by side: what a name leads to in each, and which classes are which."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from coldframe.compat.change import Place
from coldframe.compat.python.entry import EXPORTED, IMPORTABLE, Entry, Name, Surface
from coldframe.compat.python.types import Derived


class Label(NamedTuple):
    """What callers write, its stage in the base, and whether it is firmly promised."""

    text: str
    stage: str
    firm: bool

    @property
    def order(self) -> tuple[object, ...]:
        """The one to show first: stable, promised, short."""
        return bool(self.stage), not self.firm, len(self.text), self.text


class Pair:
    """The two surfaces that are compared."""

    def __init__(self, base: Surface, head: Surface) -> None:
        self.base = base
        self.head = head

    @cached_property
    def curated(self) -> frozenset[str]:
        """Packages of the base that bring up names from below: what they leave is internal."""
        found = set()
        for name, each in self.base.names.items():
            package = name.rpartition(".")[0]
            owner = each.entry.rpartition(".")[0]
            if (
                each.promise == EXPORTED
                and owner != package
                and f"{owner}.".startswith(f"{package}.")
            ):
                found.add(package)
        return frozenset(found)

    def firm(self, name: str, each: Name) -> bool:
        """Whether a name is promised, not only spelled as if it were."""
        if each.promise != EXPORTED:
            parts = name.split(".")
            if any(".".join(parts[:at]) in self.curated for at in range(1, len(parts))):
                return False
        return each.promise != IMPORTABLE

    def label(self, name: str, each: Name) -> Label:
        """A name of the base, as callers write it."""
        stage = each.stage
        entry = self.base.entries[each.entry]
        if "labelled" in entry.flags:
            stage = entry.stage
        return Label(name, stage, self.firm(name, each))

    def unread(self, name: str) -> bool:
        """Whether nothing is known of a name of the head, or of the base."""
        return any(
            f"{name}.".startswith(f"{module}.") for module in (*self.base.unread, *self.head.unread)
        )

    def derived_in(self, owner: str) -> Derived:
        """`derived` as a member of the class ``owner`` means it: ``Self`` is that class."""

        def derived(one: str, other: str) -> bool | None:
            return self.derived(
                owner if one == "Self" else one, owner if other == "Self" else other
            )

        return derived

    def derived(self, one: str, other: str) -> bool | None:
        """Whether a class is, or is derived from, another of that name, in either surface."""
        if one == other:
            return True
        if same_class(one, other) and not (one in self.head.entries and other in self.head.entries):
            return True
        known = self.head.entries.get(one) or self.base.entries.get(one)
        if known is None or known.kind != "class":
            return None
        if any(same_class(base, other) for base in known.bases):
            return True
        return None if known.open else False


def place(entry: Entry) -> Place:
    """Where an entry is defined."""
    return Place(entry.path, entry.name, entry.line)


def place_of(name: str, each: Name) -> Place:
    """Where a name stands."""
    return Place(each.path, name, each.line)


def same_class(one: str, other: str) -> bool:
    """The same class under another module: it has moved, or is imported from elsewhere."""
    if one == other:
        return True
    return one.rpartition(".")[2] == other.rpartition(".")[2] and (
        one.partition(".")[0] == other.partition(".")[0] or "." not in one or "." not in other
    )
