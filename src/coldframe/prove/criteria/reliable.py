"""The feature's tests pass, often enough, long enough, and always alike.

A run counts as passed if something in it passed and nothing failed.  The share of runs that pass
is estimated with Wilson's lower bound, so that three lucky runs prove nothing.  A test that passed
and failed at one commit is a flake.  What `blame` found new in a log that was compared with
others, and tests with injected faults, count if they are recorded; coverage, if it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from coldframe.prove.criteria.criterion import LACKING, MET, NOT_MET, Criterion, Part
from coldframe.prove.evidence.fact import ERROR, FAILED, PASSED
from coldframe.prove.figures.proportion import clean_cases_needed, lower_bound

if TYPE_CHECKING:
    from coldframe.prove.criteria.case import Case
    from coldframe.prove.evidence.answers import Run

CRITERION = Criterion(
    "reliable",
    "Enough runs of the feature's tests over enough days, with a lower bound of the pass rate, no"
    " flake, and no new failure in logs.",
    "A feature that fails now and then fails for somebody every day once all have it.",
    "Run the tests on every change and record each run: pytest --coldframe-evidence, or"
    " `coldframe prove NAME --from junit.xml`.",
)
_SHOWN = 3


def parts(case: Case) -> Iterator[Part]:
    """Runs, days, pass rate, flakes; then logs, faults and coverage as far as they are there."""
    asked = case.demands(CRITERION.name)
    runs = [run for run in case.runs("tests") if run.passed or run.failed or run.errors]
    if not runs:
        yield case.missing("tests", "results of tests", f"{case.command} --from junit.xml")
    else:
        yield from _runs(case, runs, asked["runs"], asked["days"])
        yield _rate(case, runs, asked["pass_rate"], asked["confidence"])
        yield _flakes(case, int(asked["flakes"]))
    yield from _log(case)
    yield from _faults(case)
    if asked["coverage"]:
        yield _coverage(case, asked["coverage"])


def _runs(case: Case, runs: list[Run], least: int, days: float) -> Iterator[Part]:
    again = f"run its tests again and record each run: {case.command} --from junit.xml"
    enough = len(runs) >= least
    yield Part(
        MET if enough else LACKING, f"{len(runs):,} of {least:,} runs", again, len(runs) / least
    )
    span = _days(runs)
    yield Part(
        MET if span >= days else LACKING,
        f"over {span:.1f} of {days:g} days",
        again,
        span / days if days else 1.0,
    )


def _days(runs: list[Run]) -> float:
    times = [datetime.fromisoformat(run.time) for run in runs]
    return (max(times) - min(times)).total_seconds() / 86400


def _rate(case: Case, runs: list[Run], least: float, confidence: float) -> Part:
    good = sum(run.good for run in runs)
    bound = lower_bound(good, len(runs), confidence)
    says = (
        f"{good:,} of {len(runs):,} runs passed: at least {bound:.3f} with {confidence:.4g}"
        f" confidence, {least:g} asked for"
    )
    if bound >= least:
        return Part(MET, says)
    more = clean_cases_needed(len(runs) - good, len(runs), least, confidence)
    share = bound / least
    if good / len(runs) < least:
        last = next(run for run in reversed(runs) if not run.good)
        failed = last.failed + last.errors
        todo = f"repair what failed: run {last.run} of {last.time[:10]}, {failed} bad"
        return Part(NOT_MET, says, todo, share)
    todo = f"{more:,} more runs without a failure" if more >= 0 else "no number of runs is enough"
    return Part(LACKING, says, f"{todo}: {case.command} --from junit.xml", share)


def _flakes(case: Case, most: int) -> Part:
    flakes = case.flakes()
    if len(flakes) <= most:
        return Part(MET, f"{len(flakes)} flakes" if flakes else "no flake")
    named = ", ".join(one.subject for one in flakes[:_SHOWN])
    more = f" and {len(flakes) - _SHOWN} more" if len(flakes) > _SHOWN else ""
    return Part(
        NOT_MET,
        f"passed and failed at one commit: {named}{more}",
        f"make them pass always, or say why it does not count: {case.command} --correct ID",
        0.0,
    )


def _log(case: Case) -> Iterator[Part]:
    found = case.latest("log")
    bad = [one.fact.subject for one in found if one.fact.outcome == FAILED]
    new = [subject for subject in bad if subject != "log read"]
    if new:
        yield Part(
            NOT_MET,
            f"new failures in a log: {', '.join(new[:_SHOWN])}",
            "see them: coldframe blame LOG --passed RUNS --feature " + case.feature.name,
            0.0,
        )
    elif any(one.fact.outcome == PASSED for one in found):
        yield Part(MET, "no new failure in logs")


def _faults(case: Case) -> Iterator[Part]:
    found = case.latest("faults")
    bad = [one.fact.subject for one in found if one.fact.outcome in (FAILED, ERROR)]
    if bad:
        yield Part(
            NOT_MET,
            f"does not stand injected faults: {', '.join(bad[:_SHOWN])}",
            f"repair it, and record it: {case.command} --from junit.xml --as faults",
            0.0,
        )
    elif found:
        yield Part(MET, f"stands {len(found):,} injected faults")


def _coverage(case: Case, least: float) -> Part:
    lines = [one.fact for one in case.latest("coverage") if one.fact.subject == "lines"]
    todo = f"coverage json && {case.command} --from coverage.json"
    if not lines or lines[-1].value is None:
        return case.missing("coverage", "coverage", todo)
    share = lines[-1].value
    says = f"tests run {share:.1%} of its lines, {least:.0%} asked for"
    if share >= least:
        return Part(MET, says)
    return Part(NOT_MET, says, f"test more of it: {todo}", share / least)
