"""The outcome of one test as facts: one per feature that the test belongs to."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.declare.mistake import Mistake
from coldframe.prove.evidence.fact import Fact, moment

if TYPE_CHECKING:
    from coldframe.prove.sources.source import Given


def tested(
    given: Given,
    kind: str,
    subject: str,
    outcome: str,
    seconds: float | None = None,
    time: str = "",
) -> Iterator[Fact]:
    """Facts of ``kind`` about the test ``subject``; none if it is no feature's."""
    if seconds is not None and not math.isfinite(seconds):
        seconds = None
    when = time and moment_or_none(time)
    for feature in given.wanted(given.whose.test(subject)):
        unit = "s" if seconds is not None else ""
        yield given.fact(feature, kind, subject, outcome, seconds, unit=unit, time=when)


def moment_or_none(said: str) -> str:
    """A moment as facts have it; ``""`` for what is none, because who records knows better."""
    try:
        return moment(said)
    except Mistake:
        return ""


def dotted(nodeid: str) -> str:
    """pytest's ``a/test_b.py::C::test_d[e]`` as its JUnit XML names it: ``a.test_b.C.test_d[e]``.

    So a test has one history, whichever way its results come.
    """
    path, *names = nodeid.split("::")
    return ".".join([path.removesuffix(".py").replace("/", "."), *names])
