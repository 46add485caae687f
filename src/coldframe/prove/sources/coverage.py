"""How much of a feature's code tests run: coverage.py's JSON report, and Cobertura XML."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from coldframe.prove.evidence.fact import NOTED, Fact
from coldframe.prove.sources.source import Source
from coldframe.prove.sources.tested import moment_or_none

if TYPE_CHECKING:
    from coldframe.prove.sources.source import Given

SOURCE = Source("coverage", "coverage.py's JSON, or Cobertura XML")
KIND = "coverage"


class _Counts(NamedTuple):
    """Lines and branches: those that ran, and all."""

    ran: int = 0
    lines: int = 0
    taken: int = 0
    branches: int = 0
    files: int = 0


def recognises(head: bytes, name: str) -> bool:
    """Whether it is one of the two reports."""
    head = head[:4096]
    if b"<coverage" in head:
        return b"line-rate" in head or b"<!DOCTYPE coverage" in head
    return head.lstrip()[:1] == b"{" and b'"meta"' in head and b'"files"' in head


def read(given: Given) -> Iterator[Fact]:
    """The shares of lines and branches that ran, per feature, its tests left out."""
    if given.data.lstrip()[:1] == b"<":
        time, files = _cobertura(given)
    else:
        time, files = _coverage_py(given)
    totals: dict[str, _Counts] = {}
    features = {feature.module: feature for feature in given.features}
    for path, counts in files:
        place = given.whose.place(path) or path
        feature = given.host.feature_of(place)
        if feature is None or feature.module not in features or given.host.places.is_test(place):
            continue
        before = totals.get(feature.module, _Counts())
        totals[feature.module] = _Counts(*(a + b for a, b in zip(before, counts, strict=True)))
    for module, counts in sorted(totals.items()):
        for subject, some, every in (
            ("lines", counts.ran, counts.lines),
            ("branches", counts.taken, counts.branches),
        ):
            if every:
                yield given.fact(
                    features[module],
                    KIND,
                    subject,
                    NOTED,
                    some / every,
                    unit="1",
                    time=time,
                    detail={"covered": some, "of": every, "files": counts.files},
                )


def _coverage_py(given: Given) -> tuple[str, Iterator[tuple[str, _Counts]]]:
    report = given.json()
    try:
        time = str(report["meta"].get("timestamp", ""))
        files = [(str(path), one["summary"]) for path, one in report["files"].items()]
        counted = [
            (
                path,
                _Counts(
                    int(one["covered_lines"]),
                    int(one["num_statements"]),
                    int(one.get("covered_branches", 0)),
                    int(one.get("num_branches", 0)),
                    1,
                ),
            )
            for path, one in files
        ]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise given.mistake(
            f"this is no JSON report of coverage.py: {type(error).__name__} {error}",
            "Make it with `coverage json`.",
        ) from None
    return moment_or_none(time), iter(counted)


def _cobertura(given: Given) -> tuple[str, Iterator[tuple[str, _Counts]]]:
    from xml.etree import ElementTree

    try:
        root = ElementTree.fromstring(given.data)
    except ElementTree.ParseError as error:
        raise given.mistake(f"this is no XML: {error}", line=error.position[0]) from None
    stamp = root.get("timestamp", "")
    time = ""
    if stamp.isdecimal():
        seconds = int(stamp) / (1000 if len(stamp) > 10 else 1)
        time = datetime.fromtimestamp(min(seconds, 4e9), UTC).isoformat()
    return moment_or_none(time), _classes(root)


def _classes(root: object) -> Iterator[tuple[str, _Counts]]:
    files: dict[str, dict[str, tuple[bool, int, int]]] = {}
    for one in root.iter("class"):  # type: ignore[attr-defined]
        lines = files.setdefault(one.get("filename", ""), {})
        for line in one.iter("line"):
            taken, branches = _branches(line.get("condition-coverage", ""))
            ran = line.get("hits", "0") not in ("", "0")
            lines[line.get("number", "")] = (ran, taken, branches)
    for path, lines in files.items():
        yield (
            path,
            _Counts(
                sum(ran for ran, _, _ in lines.values()),
                len(lines),
                sum(taken for _, taken, _ in lines.values()),
                sum(branches for _, _, branches in lines.values()),
                1,
            ),
        )


def _branches(said: str) -> tuple[int, int]:
    """``50% (1/2)``: taken, all."""
    some, _, every = said.partition("(")[2].rstrip(")").partition("/")
    return (int(some), int(every)) if some.isdecimal() and every.isdecimal() else (0, 0)
