"""What all reports on compatibility say in the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.compat.change import ERROR, INFO, WARNING
from coldframe.report.numbers import counted, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coldframe.compat.change import Change, Witness
    from coldframe.compat.diff import Diff


def headline(found: Diff) -> str:
    """One sentence: whether callers break."""
    errors, warnings = found.of(ERROR), found.of(WARNING)
    if not found.changes:
        return "Nothing changed for callers."
    parts = listed(
        counted(len(errors), "error"), counted(len(warnings), "warning"),
        counted(len(found.of(INFO)), "other change"),
    )  # fmt: skip
    told = "Callers break" if errors else "No caller breaks"
    if not errors and found.bump == "major":
        told = "What breaks callers is accepted"
    accepted = sum(bool(change.accepted) for change in found.changes)
    if accepted:
        parts += f"; {accepted:,} accepted"
    step = f" ({found.step})" if found.step else ""
    return f"{told}: {parts}; the next version is a {found.bump} one{step}."


def by_surface(changes: Sequence[Change], found: Diff) -> list[tuple[str, list[Change]]]:
    """``changes`` by surface, each with its heading; without one if there is only one.

    Headings have a name and, aligned, how many changes of the whole comparison count there.
    """
    groups: dict[str, list[Change]] = {}
    for change in changes:
        groups.setdefault(change.surface, []).append(change)
    if len(groups) < 2:
        return [("", list(changes))] if changes else []
    width = max(len(surface_title(name)) for name in groups) + 2
    order = sorted(groups, key=lambda name: ORDER.index(name) if name in ORDER else len(ORDER))
    return [
        (f"{surface_title(name):<{width}}{_counts(name, found)}", groups[name]) for name in order
    ]


CONFIRMED = "confirmed"  # the verdict of a witness
ORDER = ("rest", "python", "options", "commands", "entry_points", "tables")


def surface_title(name: str) -> str:
    """What people call a surface: ``Entry points``."""
    return "REST" if name == "rest" else name.replace("_", " ").capitalize()


def _counts(surface: str, found: Diff) -> str:
    counts = [
        (sum(each.surface == surface for each in found.of(level)), word)
        for level, word in ((ERROR, "error"), (WARNING, "warning"), (INFO, "other change"))
    ]
    return listed(*(counted(number, word) for number, word in counts if number)) or "accepted"


def where(change: Change) -> str:
    """The operation, and how many others the change reaches."""
    more = f" and {len(change.others)} more" if change.others else ""
    return f"{change.subject}{more}"


def acceptance(change: Change) -> str:
    """Who accepts it until when, or that this is over; empty if nobody ever did."""
    return f"Accepted until {change.until}: {change.accepted}" if change.accepted else change.lapsed


def verdict(witness: Witness) -> str:
    """Whether a call has shown it: ``witness: not confirmed (the application takes it)``."""
    return f"witness: {witness.verdict}" + (f" ({witness.why})" if witness.why else "")


def because(change: Change) -> str:
    """Why it matters, or why it does not although it usually would."""
    if change.graded:
        article = "a" if change.usual == "warning" else "an"
        usual = "information" if change.usual == "info" else f"{article} {change.usual}"
        return f"{change.why} Usually {usual}: {change.graded} says {change.severity}.".lstrip()
    if change.severity != change.usual and change.stage:
        return f"It was {change.stage} in the base, so it may change."
    return change.why
