"""Time, queries and memory grow with size no faster than declared, and the host pays little.

Every benchmark with sizes is fitted: the slope of log(figure) against log(size), less the declared
bound, must not be above the tolerance, and its upper limit says how sure that is.  A benchmark
that was measured with the feature on and off at the same sizes shows what the feature costs: the
mean ratio and its upper limit must stay within the overhead.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from math import exp, log
from typing import TYPE_CHECKING, Any

from coldframe.prove.criteria.criterion import LACKING, MET, NOT_MET, Criterion, Part
from coldframe.prove.figures.growth import beyond, slope
from coldframe.prove.figures.student import mean_limits

if TYPE_CHECKING:
    from coldframe.prove.criteria.case import Case

CRITERION = Criterion(
    "scalable",
    "Figures grow with size no faster than the declared bound, and are hardly larger with the"
    " feature on than with it off.",
    "What is fast with ten rows on a laptop may be the outage of the site with ten million.",
    "Measure at several sizes, a factor of ten apart, with the feature on and off, and record it:"
    " `coldframe prove NAME --from benchmark.json`.",
)
Points = dict[float, float]


def parts(case: Case) -> Iterator[Part]:
    """One part per benchmark and question."""
    asked = case.demands(CRITERION.name)
    series: dict[tuple[str, str], dict[str, Points]] = defaultdict(dict)
    for stored in case.latest("benchmark"):
        fact = stored.fact
        if fact.size is not None and fact.value is not None:
            points = series[fact.subject, fact.unit].setdefault(fact.variant, {})
            points[fact.size] = fact.value
    todo = f"measure at {asked['sizes']} sizes and record it: {case.command} --from benchmark.json"
    if not series:
        yield case.missing("benchmark", "figures at several sizes", todo)
        return
    compared = False
    for (subject, unit), variants in sorted(series.items()):
        name = f"{subject} ({unit})" if unit else subject
        grown = variants.get("on") or variants.get("") or {}
        if grown:
            yield _growth(name, grown, asked, todo)
        both = sorted(variants.get("on", {}).keys() & variants.get("off", {}).keys())
        if both:
            compared = True
            pairs = [(variants["on"][size], variants["off"][size]) for size in both]
            yield _overhead(name, pairs, asked, todo)
    if not compared:
        what = "measure the same with the feature off, as variant off: docs/prove.md"
        yield Part(LACKING, "nothing is compared with the feature off", what, 0.0)


def _growth(name: str, points: Points, asked: dict[str, Any], todo: str) -> Part:
    bound, sure, tolerance = asked["bound"], asked["confidence"], asked["tolerance"]
    if len(points) < asked["sizes"]:
        says = f"{name}: measured at {len(points)} of {asked['sizes']} sizes"
        return Part(LACKING, says, todo, len(points) / asked["sizes"])
    pairs = sorted(points.items())
    plain, over = slope(pairs, sure), beyond(pairs, bound, sure)
    if plain is None or over is None:
        says = f"{name}: sizes and figures have to be above 0 for a slope"
        return Part(LACKING, says, todo, 0.0)
    limits = f"{plain.low:.2f} to {plain.high:.2f}"
    says = f"{name}: grows as size^{plain.value:.2f} ({limits}); {bound} is declared"
    if over.high <= tolerance:
        return Part(MET, says)
    if over.low > tolerance:
        return Part(NOT_MET, says, "make it grow more slowly, or declare another bound", 0.0)
    todo = f"{name} is too uncertain: more sizes, farther apart; then {todo}"
    return Part(LACKING, says, todo, 0.5)


def _overhead(
    name: str, pairs: list[tuple[float, float]], asked: dict[str, Any], todo: str
) -> Part:
    if all(on == off for on, off in pairs):
        return Part(MET, f"{name}: the same with the feature on and off")
    if any(on <= 0 or off <= 0 for on, off in pairs):
        return Part(LACKING, f"{name}: on and off cannot be compared where one is 0", todo, 0.0)
    ratios = [log(on / off) for on, off in pairs]
    mean, low, high = mean_limits(ratios, asked["confidence"])
    most = asked["overhead"]
    limits = "" if len(pairs) < 2 else f" ({exp(low) - 1:+.1%} to {exp(high) - 1:+.1%})"
    says = f"{name}: {exp(mean) - 1:+.1%} with the feature on{limits}; {most:+.1%} is allowed"
    if exp(min(high, 700)) <= 1 + most:
        return Part(MET, says)
    if exp(low) > 1 + most:
        return Part(NOT_MET, says, "make the host pay less while the feature is on", 0.0)
    return Part(LACKING, says, f"measure on and off at more sizes: {todo}", 0.5)
