"""Which failures in logs are a feature's: what `coldframe blame --json` says.

A signature that no compared run has is a failed fact; one that others have, too, or whose runs
were not compared, is noted.  That a log was read and held nothing new of a feature passes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from coldframe.prove.evidence.fact import FAILED, NOTED, PASSED, Fact
from coldframe.prove.sources.source import Source

if TYPE_CHECKING:
    from coldframe.prove.sources.source import Given

SOURCE = Source("blame", "`coldframe blame --json`")
KIND = "log"
READ = "log read"


def recognises(head: bytes, name: str) -> bool:
    """Whether it is what ``blame --json`` writes."""
    head = head[:4096]
    return b'"not_kept_apart"' in head and b'"signatures"' in head


def read(given: Given) -> Iterator[Fact]:
    """Per feature of the host: its signatures, and that the log was read."""
    report = given.json()
    try:
        listed = [_mine(given, one) for one in report["signatures"]]
        size = float(report["bytes"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise given.mistake(
            f"this is no JSON of blame: {type(error).__name__} {error}",
            "Make it with `coldframe blame LOG --json`.",
        ) from None
    found = [fact for fact in listed if fact is not None]
    yield from found
    compared = any(one.get("runs") for one in report["signatures"]) or not listed
    for feature in given.features:
        if feature.forwards_to:
            continue
        bad = any(fact.feature == feature.module and fact.outcome == FAILED for fact in found)
        outcome = FAILED if bad else PASSED if compared else NOTED
        yield given.fact(feature, KIND, READ, outcome, size, unit="bytes")


def _mine(given: Given, one: dict[str, Any]) -> Fact | None:
    culprit = one["culprit"]
    feature = given.whose.named(culprit["name"]) if culprit["kind"] == "feature" else None
    if feature is None or not given.wanted([feature]):
        return None
    runs = one.get("runs")
    detail = {key: one[key] for key in ("exception", "message", "frames", "fatal") if one.get(key)}
    if runs:
        detail["passed"], detail["failed"] = runs["passed"], runs["failed"]
    return given.fact(
        feature,
        KIND,
        str(one["signature"]),
        FAILED if runs and runs["new"] else NOTED,
        float(one["count"]),
        unit="1",
        detail=detail,
    )
