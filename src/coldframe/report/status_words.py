"""The words in which every format says how things stand with a feature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.report.numbers import counted, enumerated

if TYPE_CHECKING:
    from coldframe.check.inventory.records import Departed, Inventory, Row
    from coldframe.declare.calendar import Release

MANY_OWNERS = 2


def headline(inventory: Inventory) -> str:
    """``trl at 1.16.0: 20 features in trl.experimental, 18 overdue, 2 moved``."""
    at = ""
    if inventory.now is not None:
        at = f" at {inventory.now}"
        if inventory.now.projected:
            at += " (projected)"
        elif inventory.now.planned:
            at += " (planned)" if inventory.asked else " (as the tree says)"
    what = counted(len(inventory.rows), "preview feature")
    where = f" in {enumerated(inventory.trees)}" if inventory.trees else ""
    stages = dict.fromkeys(row.stage for row in inventory.rows)
    tally = [f"{inventory.count(stage)} {stage}" for stage in stages if stage != "preview"]
    return f"{inventory.name}{at}: {', '.join([what + where, *tally])}"


def first_in(row: Row) -> str:
    """``1.4.0``, ``≤1.4.0`` if it may be older, ``~1.4.0`` if that is to come; or a dash."""
    if row.first is None:
        return "-"
    return f"≤{row.first}" if row.may_be_older else str(row.first)


def cycles_word(cycles: int) -> str:
    """``2 cycles``, ``1 cycle``."""
    return f"{cycles:,} cycle" + ("" if abs(cycles) == 1 else "s")


def distance(row: Row) -> str:
    """How far the deadline is: ``3 cycles late``, ``now``, ``1 cycle left``; or nothing."""
    left = row.cycles_left
    if left is None:
        return ""
    if left < 0:
        return f"{cycles_word(-left)} late"
    return f"{cycles_word(left)} left" if left else "now"


def days_distance(row: Row) -> str:
    """``286 days ago``, ``in 14 days``, ``today``; or nothing."""
    days = row.days_left
    if days is None:
        return ""
    if days < 0:
        return f"{counted(-days, 'day')} ago"
    return f"in {counted(days, 'day')}" if days else "today"


def deadline(row: Row) -> str:
    """The deadline's release; for a feature that has moved there is none."""
    if row.stage not in ("overdue", "due", "preview", "unreleased"):
        return ""
    return str(row.deadline.release) if row.deadline.release else ""


def owners(row: Row) -> str:
    """The owners, the first ones if there are many."""
    names = list(row.owners[:MANY_OWNERS])
    more = len(row.owners) - len(names)
    return ", ".join(names) + (f" +{more}" if more else "")


def whereto(departed: Departed) -> str:
    """What became of a departed feature."""
    parts = []
    if departed.ending:
        parts.append(departed.ending + (f": {departed.reason}" if departed.reason else ""))
    if departed.to:
        parts.append(f"code now in {departed.to}")
    elif not departed.ending:
        parts.append("code gone")
    return "; ".join(parts)


def span(departed: Departed) -> str:
    """``in 0.26.0 to 1.0.0, left with 1.1.0``."""
    first, last = departed.first.version, departed.last.version
    inside = f"in {first}" if first == last else f"in {first} to {last}"
    left = f"left with {departed.left.version}" if departed.left else "leaves with the next release"
    return f"{inside}, {left}"


def dated(release: Release | None) -> str:
    """``1.16.0 (2026-10-15)``."""
    if release is None:
        return ""
    return f"{release} ({release.day})" if release.day else str(release)


def findings_of_time(row: Row) -> list[str]:
    """Sentences about how the deadline came about, where that is not plain."""
    end = row.deadline
    said = []
    if end.contradicts:
        said.append(
            f"It is declared since {end.declared}, but git shows it in {end.observed} already:"
            " the earlier one counts."
        )
    if end.renewal is not None:
        said.append(f"Renewed until {end.renewal.until} by {end.renewal.spec}.")
    said += [f"A renewal does not count: it {stale.why}." for stale in end.stale]
    return said
