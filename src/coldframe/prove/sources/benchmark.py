"""Figures of pytest-benchmark: the median time of each benchmark.

The size is the parameter `size`, `n`, `rows`, `count` or `items`, or the only number among the
parameters, or `extra_info["size"]`; with the feature on or off is the parameter, or the
extra information, `feature` or `variant`: "on" and "off", True and False.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from coldframe.prove.evidence.fact import NOTED, Fact
from coldframe.prove.sources.source import Source
from coldframe.prove.sources.tested import dotted, moment_or_none

if TYPE_CHECKING:
    from coldframe.prove.sources.source import Given

SOURCE = Source("benchmark", "pytest-benchmark's JSON")
KIND = "benchmark"
_SIZES = ("size", "n", "rows", "count", "items")
_VARIANTS = {"on": "on", "off": "off", "true": "on", "false": "off", "1": "on", "0": "off"}


def recognises(head: bytes, name: str) -> bool:
    """Whether it is what ``--benchmark-json`` writes."""
    return head.lstrip()[:1] == b"{" and b'"machine_info"' in head


def read(given: Given) -> Iterator[Fact]:
    """One fact per benchmark and feature. Raises Mistake for what has another shape."""
    report = given.json()
    try:
        time = moment_or_none(str(report.get("datetime", "")))
        for one in report["benchmarks"]:
            yield from _benchmark(given, one, time)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise given.mistake(
            f"this is no JSON of pytest-benchmark: {type(error).__name__} {error}",
            "Make it with `pytest --benchmark-json=FILE`.",
        ) from None


def _benchmark(given: Given, one: dict[str, Any], time: str) -> Iterator[Fact]:
    said = {**(one.get("params") or {}), **(one.get("extra_info") or {})}
    name = str(one.get("fullname") or one["name"])
    stats = one["stats"]
    feature = given.whose.named(str(said["coldframe"])) if said.get("coldframe") else None
    found = (feature,) if feature else given.whose.test(name)
    if not found and given.only is not None:
        found = (given.only,)
    for each in given.wanted(found):
        yield given.fact(
            each,
            KIND,
            dotted(name.partition("[")[0]),
            NOTED,
            float(stats["median"]),
            unit="s",
            size=_size(said),
            variant=_variant(said),
            time=time,
            detail={"rounds": stats.get("rounds"), "stddev": stats.get("stddev")},
        )


def _size(said: dict[str, Any]) -> float | None:
    numbers = {
        key: float(value)
        for key, value in said.items()
        if isinstance(value, int | float) and not isinstance(value, bool)
    }
    for key in _SIZES:
        if key in numbers:
            return numbers[key]
    return next(iter(numbers.values())) if len(numbers) == 1 else None


def _variant(said: dict[str, Any]) -> str:
    for key in ("variant", "feature"):
        if key in said:
            return _VARIANTS.get(str(said[key]).lower(), "")
    return ""
