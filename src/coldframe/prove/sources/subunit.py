"""Test results in a stream of subunit v2, as stestr and `python -m subunit.run` write it."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

from coldframe.prove.evidence.fact import ERROR, FAILED, PASSED, SKIPPED, Fact
from coldframe.prove.sources.source import Source
from coldframe.prove.sources.tested import tested

if TYPE_CHECKING:
    from datetime import datetime

    from coldframe.prove.sources.source import Given

SOURCE = Source("subunit", "a subunit v2 stream")
KIND = "tests"
_ENDS = {
    "success": PASSED,
    "xfail": PASSED,
    "fail": FAILED,
    "uxsuccess": FAILED,
    "skip": SKIPPED,
}


def recognises(head: bytes, name: str) -> bool:
    """Whether it begins with a packet of subunit v2."""
    return head[:1] == b"\xb3"


def read(given: Given) -> Iterator[Fact]:
    """One fact per test and feature; a test that never ended is an error.

    Raises Mistake for a stream that is cut off or damaged.
    """
    import subunit

    seen = _Results()
    subunit.ByteStreamToStreamResult(BytesIO(given.data), non_subunit_name="stdout").run(seen)
    if "subunit.parser" in seen.ended:
        raise given.mistake(
            "this subunit stream is damaged or cut off", "Give the whole file, as it was written."
        )
    for test, (outcome, ended) in seen.ended.items():
        began = seen.began.get(test)
        took = (ended - began).total_seconds() if began and ended else None
        when = ended.isoformat() if ended else ""
        yield from tested(given, KIND, test, outcome, took, when)
    for test in seen.began.keys() - seen.ended.keys():
        yield from tested(given, KIND, test, ERROR)


class _Results:
    """Gets the events of the stream."""

    def __init__(self) -> None:
        self.began: dict[str, datetime | None] = {}
        self.ended: dict[str, tuple[str, datetime | None]] = {}

    def startTestRun(self) -> None:
        """Nothing has come yet."""

    def stopTestRun(self) -> None:
        """All has come."""

    def status(self, **event: Any) -> None:
        """One event: a test begins, ends, or is listed."""
        test, status = event.get("test_id"), event.get("test_status")
        if not test:
            return
        if status == "inprogress":
            self.began.setdefault(str(test), event.get("timestamp"))
        elif status in _ENDS:
            self.ended[str(test)] = (_ENDS[status], event.get("timestamp"))
