"""Test results in JUnit XML, as pytest, stestr, unittest-xml-reporting and many others write it.

A test that passed only when it was run again is two facts: it failed, and it passed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from coldframe.prove.evidence.fact import ERROR, FAILED, PASSED, SKIPPED, Fact
from coldframe.prove.sources.source import Source
from coldframe.prove.sources.tested import tested

if TYPE_CHECKING:
    from coldframe.prove.sources.source import Given

SOURCE = Source("junit", "JUnit XML")
KIND = "tests"


def recognises(head: bytes, name: str) -> bool:
    """Whether the first element is one of JUnit's."""
    return b"<testsuite" in head[:4096]


def read(given: Given) -> Iterator[Fact]:
    """One fact per test and feature. Raises Mistake for what is no JUnit XML."""
    from junitparser.xunit2 import JUnitXml

    try:
        root = JUnitXml.fromstring(given.data)
    except Exception as error:  # of whichever XML library it has found
        place = getattr(error, "position", (0, 0))
        raise given.mistake(f"this is no JUnit XML: {error}", line=place[0]) from None
    for suite in root:
        yield from _suite(given, suite, "")


def _suite(given: Given, suite: Any, time: str) -> Iterator[Fact]:
    time = str(suite.timestamp or time)
    for case in suite:
        if not hasattr(case, "classname"):
            continue
        name, where = str(case.name or ""), str(case.classname or "")
        subject = f"{where}.{name}" if where else name
        if not subject.strip():
            continue
        for outcome in _outcomes(case):
            yield from tested(given, KIND, subject, outcome, _seconds(case), time)
    for inner in suite.testsuites():
        yield from _suite(given, inner, time)


def _outcomes(case: Any) -> list[str]:
    words = {"Failure": FAILED, "Error": ERROR, "Skipped": SKIPPED}
    found = [words[type(one).__name__] for one in case.result if type(one).__name__ in words]
    again = [FAILED for _ in (*case.flaky_failures(), *case.flaky_errors())]
    again += [FAILED for _ in (*case.rerun_failures(), *case.rerun_errors())]
    last = next((word for word in (ERROR, FAILED, SKIPPED) if word in found), PASSED)
    return [*again, last]


def _seconds(case: Any) -> float | None:
    try:
        return None if case.time is None else float(case.time)
    except ValueError:  # 1,234.5
        return None
