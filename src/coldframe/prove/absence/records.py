"""What came of trying a host without one of its features, as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from coldframe.prove.evidence.fact import ERROR, FAILED, PASSED, SKIPPED

IMPORTS, STARTS, TESTS, WHEELS, NAMES = "imports", "starts", "tests", "wheels", "names"
PARTS = (IMPORTS, STARTS, TESTS, WHEELS, NAMES)


class Break(NamedTuple):
    """One cause for which the host does not do without the feature.

    ``what`` is the module, entry point, command or test that fails first, ``also`` the others
    with the same cause.  ``path`` and ``line`` are where it fails, empty and 0 if nobody knows;
    ``text`` is that line, and ``why`` the last line of the failure.
    """

    what: str
    path: str
    line: int
    text: str
    why: str
    also: tuple[str, ...] = ()


class Part(NamedTuple):
    """One of ``PARTS``, and how it went without the feature.

    ``outcome`` is PASSED, FAILED, SKIPPED (nothing to try, or not wanted) or ERROR (it could not
    be tried); ``notes`` say why, and what to do.  ``tried`` are the modules, entry points, tests
    or packed modules that were tried, and ``before`` those that fail with the feature as well.
    ``narrowed`` are the paths to which somebody has narrowed the tests.
    """

    name: str
    outcome: str
    tried: int = 0
    breaks: tuple[Break, ...] = ()
    before: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    seconds: float = 0.0
    narrowed: tuple[str, ...] = ()


class Spared(NamedTuple):
    """A line of other code that names the feature, and that ``retire`` would take out."""

    path: str
    line: int
    text: str


class Absence(NamedTuple):
    """The host at ``root`` without ``feature``, part by part.

    ``removed`` files were taken out and ``edited`` ones changed.  ``python`` is the interpreter
    that ran the host's code.  ``spared`` lines were left in, so that it shows whether the code
    does without the feature as it stands.
    """

    root: str
    feature: str
    module: str
    python: str
    removed: int
    edited: int
    parts: tuple[Part, ...]
    spared: tuple[Spared, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def kept(self) -> bool:
        """Whether nothing breaks, and everything that was to be tried could be."""
        return all(part.outcome in (PASSED, SKIPPED) for part in self.parts) and any(
            part.outcome == PASSED for part in self.parts if part.name != NAMES
        )


def anyway(number: int, why: Sequence[str]) -> str:
    """Says that so many fail with the feature, too, and for which reasons."""
    shown = "; ".join(why[:3]) + f"; and {len(why) - 3} more" * (len(why) > 3)
    return f"{number} {'fails' if number == 1 else 'fail'} with the feature as well: {shown}"


def judged(part: Part) -> Part:
    """``part`` with the outcome that its breaks, and what was tried, amount to."""
    if part.breaks:
        return part._replace(outcome=FAILED)
    if part.tried and len(part.before) >= part.tried:
        return part._replace(outcome=ERROR)
    return part._replace(outcome=PASSED if part.tried else SKIPPED)
