"""Reads how single tests went: from our plugin of pytest, else from what the runner prints."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

# unittest and what is made of it; stestr; both say which module of tests cannot be imported.
_FAILED = re.compile(
    r"^(?:(?:FAIL|ERROR): (?P<test>\S+(?: \([\w.]+\))?)"
    r"|\{\d+\} (?P<id>\S+) \[[\d.]+s\] \.\.\. FAILED"
    r"|Failed to import test module: (?P<module>\S+))",
    re.MULTILINE,
)
_WHY = re.compile(r"^(?:[\w.]+(?:Error|Exception|Warning|Exit))\b.*$")
_RAN = re.compile(r"^(?:Ran (\d+) tests?\b| - (?:Passed|Failed): (\d+)$)", re.MULTILINE)
_WORST = ("skipped", "passed", "failed", "error")


class Failed(NamedTuple):
    """One test that fails: its id, where and why as far as is known.

    ``module`` says that it is a module of tests, which cannot be imported.
    """

    test: str
    path: str = ""
    line: int = 0
    why: str = ""
    module: bool = False


class Outcomes(NamedTuple):
    """How many tests ran, without those that were skipped, and the ones that failed, by id.

    ``exact`` says that every test told so itself.
    """

    ran: int
    failed: dict[str, Failed]
    exact: bool


def outcomes(record: bytes, printed: str) -> Outcomes:
    """What ``record``, the lines of our plugin, says; ``printed`` counts if there are none."""
    events = list(_events(record))
    if not events:
        return _printed(printed)
    worst: dict[str, str] = {}
    failed: dict[str, Failed] = {}
    for event in events:
        test, word = str(event["id"]), str(event["outcome"])
        if _WORST.index(word) >= _WORST.index(worst.get(test, "skipped")):
            worst[test] = word
        if word in ("failed", "error") and test not in failed:
            failed[test] = Failed(test, event["path"], int(event["line"]), event["why"])
    return Outcomes(sum(word != "skipped" for word in worst.values()), failed, True)


def _events(record: bytes) -> Iterable[dict[str, Any]]:
    for line in record.splitlines():
        try:
            event = json.loads(line)
        except ValueError:  # the last line of a run that was killed
            continue
        if isinstance(event, dict) and "id" in event and event.get("outcome") in _WORST:
            yield event


def _printed(printed: str) -> Outcomes:
    failed: dict[str, Failed] = {}
    for found in _FAILED.finditer(printed):
        test = found["test"] or found["id"] or found["module"]
        if test not in failed or not failed[test].why:
            why = _why(printed[found.end() : found.end() + 20_000])
            failed[test] = Failed(test, why=why, module=bool(found["module"]))
    ran = sum(int(one or other) for one, other in _RAN.findall(printed))
    return Outcomes(max(ran, sum(not one.module for one in failed.values())), failed, False)


def _why(after: str) -> str:
    """The line with the exception in the text after a test's heading, up to the next heading."""
    why = ""
    for line in after.splitlines():
        if _FAILED.match(line) or line.startswith(("======", "Ran ")):
            break
        if _WHY.match(line.strip()):
            why = line.strip()[:300]
    return why
