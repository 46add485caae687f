"""Test results of runs in which faults were injected: JUnit XML or subunit, with ``--as faults``.

Such tests pass if the host copes with the fault; nothing in a file says that it is one of theirs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.prove.sources import junit, subunit
from coldframe.prove.sources.source import Source

if TYPE_CHECKING:
    from coldframe.prove.evidence.fact import Fact
    from coldframe.prove.sources.source import Given

SOURCE = Source("faults", "JUnit XML or subunit of a run with injected faults")
KIND = "faults"


def recognises(head: bytes, name: str) -> bool:
    """Never: it has to be said."""
    return False


def read(given: Given) -> Iterator[Fact]:
    """The facts of the test results, as facts of this kind."""
    reader = subunit if subunit.recognises(given.data[:1], given.name) else junit
    return (fact._replace(kind=KIND) for fact in reader.read(given))
