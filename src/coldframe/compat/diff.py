"""What changed between two versions of a surface, and whether callers break."""

from __future__ import annotations

from typing import NamedTuple

from coldframe.compat.accepting import settled
from coldframe.compat.change import ERROR, Change
from coldframe.compat.named import named
from coldframe.compat.next_version import step
from coldframe.compat.python.entry import Surface
from coldframe.compat.rest.compare import compare
from coldframe.declare.mistake import Mistake


class Diff(NamedTuple):
    """The changes from ``base`` to ``head``, gravest first."""

    base: str
    head: str
    changes: tuple[Change, ...]
    notes: tuple[str, ...] = ()  # acceptances in the settings that accept nothing here

    def of(self, severity: str) -> tuple[Change, ...]:
        """Those of one severity that nobody has accepted."""
        return tuple(
            each for each in self.changes if each.severity == severity and not each.accepted
        )

    @property
    def bump(self) -> str:
        """Which part of the version must go up by semantic versioning (semver.org, 6 to 8).

        ``major`` if a caller breaks, ``minor`` if something is new or deprecated, else ``patch``.
        """
        if self.of(ERROR):
            return "major"
        return "minor" if self.changes else "patch"

    @property
    def step(self) -> str:
        """``1.4.0 -> 2.0.0``; empty if the base is no release: see `next_version.step`."""
        return step(self.bump, self.base)


def diff(base: str, head: str, today: str = "", start: str = ".") -> Diff:
    """Compare two surfaces of the same kind: see `named`.

    ``today`` is an ISO date that sunsets are compared with; ``start`` is where the repository is.
    Raises Mistake for what cannot be read, with path and JSON pointer, and for two kinds.
    """
    old, new = named(base, start), named(head, start)
    if isinstance(old, Surface) and isinstance(new, Surface):
        from coldframe.compat.python.compare import compare as compared
        from coldframe.compat.python.stages import stable_part

        if not old.previews:  # a snapshot has no previews, and none of the head are new in it
            new = stable_part(new)
        return Diff(base, head, *settled(compared(old, new), start, False, today))
    if isinstance(old, Surface) or isinstance(new, Surface):
        document, other = (head, base) if isinstance(old, Surface) else (base, head)
        raise Mistake(
            f"{document} is an OpenAPI document, and {other} is not",
            "Compare two documents, or two releases (revisions, folders or snapshots).",
        )
    return Diff(base, head, *settled(compare(old, new, today), start, True, today, head))
