"""A plugin of pytest that says how each test went, and runs only those that are asked for."""

from __future__ import annotations

import json
import os
import re
from typing import Any

_SAID = json.loads(os.environ.get("COLDFRAME_ABSENT", "{}"))


def _tell(**event: Any) -> None:
    if "record" in _SAID and not os.environ.get("PYTEST_XDIST_WORKER"):
        with open(_SAID["record"], "ab") as file:
            file.write(json.dumps(event).encode("utf-8", "replace") + b"\n")


def pytest_configure(config: Any) -> None:
    """Go on after a failure, whatever the host's own command stops at."""
    config.option.maxfail = 0
    config.option.continue_on_collection_errors = True


def pytest_collection_modifyitems(config: Any, items: list[Any]) -> None:
    """Leave out all but the wanted tests; those of a file that could not be read count, too."""
    if not _SAID.get("only"):
        return
    with open(_SAID["only"], encoding="utf-8") as file:
        wanted = json.load(file)
    ids = set(wanted)
    kept = [item for item in items if item.nodeid in ids or item.nodeid.partition("::")[0] in ids]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


def pytest_collectreport(report: Any) -> None:
    """Say which file cannot be read."""
    if report.failed:
        _tell(id=report.nodeid, outcome="error", **_why(report))


def pytest_runtest_logreport(report: Any) -> None:
    """Say how one test went, or why it could not be run."""
    if report.failed:
        word = "failed" if report.when == "call" else "error"
        _tell(id=report.nodeid, outcome=word, **_why(report))
    elif report.skipped:
        _tell(id=report.nodeid, outcome="skipped")
    elif report.when == "call":
        _tell(id=report.nodeid, outcome="passed")


def _why(report: Any) -> dict[str, Any]:
    """The innermost place that is shown and is not ours, and the last line of why."""
    crash = getattr(report.longrepr, "reprcrash", None)
    text = str(report.longreprtext)
    marked = [line[1:].strip() for line in text.splitlines() if line.startswith("E ")]
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    why = (marked or lines or [""])[-1]
    if crash is not None and str(crash.message).strip():
        why = str(crash.message).strip().splitlines()[0]
    places = [("", "0"), *re.findall(r"^([^\s:<][^:\n]*):(\d+): ", text, re.MULTILINE)]
    path, line = [place for place in places if place[0] != _SAID.get("finder")][-1]
    return {"why": why[:300], "path": path, "line": int(line)}
