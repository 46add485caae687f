"""What a split is made of: wheels, the files in them, and what is wrong with them."""

from __future__ import annotations

from typing import Any, NamedTuple


class Packed(NamedTuple):
    """A file of the tree, ``source``, and its place in the wheel.

    ``kind`` is ``code`` (below site-packages), ``data`` (below the prefix) or ``script``.
    """

    source: str
    place: str
    kind: str = "code"


class Wheel(NamedTuple):
    """One wheel: whose it is (``feature`` is its module; empty: the core), files and metadata."""

    distribution: str
    version: str
    feature: str
    files: tuple[Packed, ...]
    project: dict[str, Any]

    @property
    def requires(self) -> tuple[str, ...]:
        """The requirements that are always installed with it."""
        return tuple(self.project.get("dependencies", ()))

    @property
    def entry_points(self) -> int:
        """How many entry points it registers, scripts included."""
        groups = [self.project.get("scripts", {}), self.project.get("gui-scripts", {})]
        groups += self.project.get("entry-points", {}).values()
        return sum(map(len, groups))


class Fault(NamedTuple):
    """A promise of the split that is not kept: which, what, and what to do."""

    promise: str
    what: str
    remedy: str


class Division(NamedTuple):
    """All wheels of a tree, the core first, before anything is built."""

    root: str
    wheels: tuple[Wheel, ...]
    notes: tuple[str, ...]
    faults: tuple[Fault, ...]
