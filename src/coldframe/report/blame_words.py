"""What all formats say of failures in the same words."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import lru_cache
from time import gmtime, strftime
from typing import TYPE_CHECKING

from coldframe.report.numbers import counted

if TYPE_CHECKING:
    from coldframe.prove.triage.blame import Blame
    from coldframe.prove.triage.owners import Owner
    from coldframe.prove.triage.stories import Story
    from coldframe.prove.triage.tally import Group, Place

_COUNTED = 64 << 20  # bytes of a file in which lines are counted


def headline(found: Blame) -> str:
    """How much failed, in one sentence."""
    tally = found.tally
    total = sum(group.count for group in found.groups)
    kinds = counted(len(found.groups), "signature")
    read = f"{tally.size / 1e6:,.1f} MB read"
    if not total:
        return f"No tracebacks; {read}."
    return f"{counted(total, 'failure')} with {kinds}; {read}."


def failure(group: Group) -> str:
    """``DBError: (IntegrityError) …``."""
    kind = group.signature.kind or "(cut off)"
    return f"{kind}: {group.signature.message}" if group.signature.message else kind


def moment(seconds: float) -> str:
    """A time as the log has it; syslog knows no year."""
    if not seconds:
        return ""
    form = "%Y-%m-%d %H:%M:%S" if seconds > 366 * 86400 else "%b %d %H:%M:%S"
    return strftime(form, gmtime(seconds))


def span(group: Group) -> str:
    """From when to when it happened."""
    if not group.first:
        return ""
    if group.first == group.last:
        return moment(group.first)
    last = moment(group.last)
    same_day = moment(group.first)[:10] == last[:10]
    return f"{moment(group.first)} – {last[11:] if same_day else last}"


@lru_cache(maxsize=1000)
def where(place: Place) -> str:
    """``path:line``; the byte where counting lines would take long; what a stream calls it."""
    if place.label == "converted":
        return place.log
    if place.label:
        return f"{place.log} ({place.label})"
    line = line_of(place)
    if line:
        return f"{place.log}:{line}"
    return f"{place.log}, byte {place.offset:,}"


def line_of(place: Place) -> int:
    """The number of the line at a place in a plain or packed file; 0 if it cannot be told."""
    return lines_of([place]).get(place, 0)


def lines_of(places: Iterable[Place]) -> dict[Place, int]:
    """The same for many places; each log is read once, and only as far as lines are counted."""
    logs: dict[str, list[Place]] = {}
    for place in places:
        if not place.label and place.offset <= _COUNTED and os.path.isfile(place.log):
            logs.setdefault(place.log, []).append(place)
    found: dict[Place, int] = {}
    for log, mine in logs.items():
        found.update(_counted(log, sorted(mine)))
    return found


def _counted(log: str, places: list[Place]) -> dict[Place, int]:
    from coldframe.prove.triage.opened import opened

    found: dict[Place, int] = {}
    at, lines = 0, 1
    try:
        with opened(log).stream as stream:
            for place in places:
                while at < place.offset:
                    data = stream.read(min(place.offset - at, 1 << 20))
                    if not data:
                        return found
                    at += len(data)
                    lines += data.count(b"\n")
                found[place] = lines
    except Exception:  # what was readable is gone: the byte is said
        pass
    return found


def shown_notes(found: Blame) -> list[str]:
    """What could not be read or kept apart."""
    notes = known_notes(found) + found.tally.notes
    if found.tally.beyond:
        notes.append(
            f"{counted(found.tally.beyond, 'failure')} of further signatures are counted only"
        )
    return notes


def compared(found: Blame, group: Group) -> str:
    """What runs of the past say of a signature; empty if there are none."""
    runs = found.runs
    if runs is None:
        return ""
    signature = group.signature
    if runs.is_new(signature):
        most = f"{runs.newness():.0%}"
        return f"new: in none of {counted(runs.passed + runs.failed, 'run')} (at most in {most} of such runs)"  # noqa: E501
    text = (
        f"in {runs.passed_with[signature]:,} of {runs.passed:,} passed and"
        f" {runs.failed_with[signature]:,} of {runs.failed:,} failed runs"
    )
    lift = runs.lift(signature)
    if lift is None:
        return text
    return f"{text}; lift {_times(lift.ratio)}, 95 % from {_times(lift.low)} to {_times(lift.high)}"


def known_rows(found: Blame) -> list[tuple[str, str, str, str]]:
    """Known bugs that were met: bug, its records, runs of the past, where its query is."""
    rows = []
    for bug in found.known:
        if bug.hits.count or bug.passed or bug.failed:
            runs = ""
            if bug.of_passed or bug.of_failed:
                runs = (
                    f"in {bug.passed:,} of {bug.of_passed:,} passed and"
                    f" {bug.failed:,} of {bug.of_failed:,} failed runs"
                )
            place = f"{bug.query.path}:{bug.query.line}"
            rows.append((bug.query.bug, counted(bug.hits.count, "record"), runs, place))
    return rows


def known_notes(found: Blame) -> list[str]:
    """What is wrong with queries: those that fit runs that passed, and what they ask in vain."""
    notes = [
        f"the query of {bug.query.bug} fits {bug.passed:,} of {bug.of_passed:,} passed runs, more"
        f" than 10 %: it does not say why a run failed ({bug.query.path}:{bug.query.line})"
        for bug in found.known
        if bug.common
    ]
    left_out: dict[str, int] = {}
    for bug in found.known:
        for field in bug.query.left_out:
            left_out[field] = left_out.get(field, 0) + 1
    if left_out:
        fields = ", ".join(f"{name} ({number:,})" for name, number in sorted(left_out.items()))
        notes.append(f"no log says these fields, so queries were read without them: {fields}")
    return notes


def _times(number: float) -> str:
    return "∞" if number == float("inf") else f"{number:.2g}" if number < 10 else f"{number:,.0f}"


def victims(group: Group) -> list[str]:
    """Whom it passed through, each with the number of failures."""
    return [f"{owner.name} ({number:,})" for owner, number in _most(group.victims)]


def bystanders(group: Group) -> list[str]:
    """Who only reported it."""
    return [f"{owner.name} ({number:,})" for owner, number in _most(group.bystanders)]


def _most(numbers: dict[Owner, int]) -> list[tuple[Owner, int]]:
    return sorted(numbers.items(), key=lambda item: -item[1])[:6]


def followed(story: Story) -> str:
    """One sentence on what followed a death."""
    death = story.death
    name = death.culprit.name or "a process"
    count = sum(group.count for group in story.followed)
    return (
        f"{name} died at {moment(death.first)} ({failure(death)});"
        f" {counted(count, 'failure')} of others followed from {story.after[0]:.0f} s on"
    )
