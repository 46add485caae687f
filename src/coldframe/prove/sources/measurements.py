"""Figures from any tool, in a plain JSON form of Coldframe's own.

{"coldframe_measurements": 1, "feature": "fwaas", "measurements": [
  {"name": "create a rule", "value": 0.012, "unit": "s", "size": 1000, "variant": "on"}]}
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from coldframe.prove.evidence.fact import NOTED, VARIANTS, Fact
from coldframe.prove.sources.source import Source
from coldframe.prove.sources.tested import moment_or_none

if TYPE_CHECKING:
    from coldframe.prove.sources.source import Given

SOURCE = Source("measurements", "Coldframe's JSON for measurements")
KIND = "benchmark"
_KEYS = {"name", "value", "unit", "size", "variant", "feature", "time", "detail"}
_MARK = "coldframe_measurements"


def recognises(head: bytes, name: str) -> bool:
    """Whether the key is there that marks the form."""
    return head.lstrip()[:1] == b"{" and f'"{_MARK}"'.encode() in head[:4096]


def read(given: Given) -> Iterator[Fact]:
    """One fact per measurement. Raises Mistake for one that is wrong, and says which."""
    said = given.json()
    if not isinstance(said, dict) or said.get(_MARK) != 1:
        raise given.mistake(
            "this is no version of measurements that is known", f'Write "{_MARK}": 1 at its top.'
        )
    listed = said.get("measurements")
    if not isinstance(listed, list):
        raise given.mistake(
            "there is no list of measurements", 'Write "measurements": [{"name": ...}, ...].'
        )
    usual, time = str(said.get("feature") or ""), moment_or_none(str(said.get("time") or ""))
    for number, one in enumerate(listed, 1):
        fact = _measurement(given, number, one, usual, time)
        if fact is not None:
            yield fact


def _measurement(given: Given, number: int, one: Any, usual: str, time: str) -> Fact | None:
    def wrong(what: str, remedy: str) -> Exception:
        return given.mistake(f"measurement {number} {what}", remedy)

    if not isinstance(one, dict) or not isinstance(one.get("name"), str) or not one["name"].strip():
        raise wrong("has no name", 'Write for example: "name": "create a rule"')
    if unknown := sorted(one.keys() - _KEYS):
        raise wrong(f"has a key {unknown[0]!r}", f"There are {', '.join(sorted(_KEYS))}.")
    for key in ("value", "size"):
        figure = one.get(key)
        fine = isinstance(figure, int | float) and not isinstance(figure, bool)
        if not fine and (figure is not None or key == "value"):
            raise wrong(f"has the {key} {figure!r}, which is no number", f'Write: "{key}": 12.5')
    if one.get("variant", "") not in VARIANTS:
        raise wrong(f"has the variant {one['variant']!r}", 'Write "on", "off", or leave it out.')
    name = str(one.get("feature") or usual)
    feature = given.whose.named(name) if name else given.only
    if feature is None:
        raise wrong(
            f"is about {name!r}, which is no feature here" if name else "does not name its feature",
            "`coldframe status` lists the features.",
        )
    if not given.wanted([feature]):
        return None
    return given.fact(
        feature,
        KIND,
        one["name"],
        NOTED,
        float(one["value"]),
        unit=str(one.get("unit", "s")),
        size=None if one.get("size") is None else float(one["size"]),
        variant=one.get("variant", ""),
        time=moment_or_none(str(one.get("time") or "")) or time,
        detail=json.dumps(one["detail"]) if "detail" in one else "",
    )
