"""The words in which every report tells of a loss plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.operate import loss_plan as plan
from coldframe.operate.dependents import FOREIGN_KEY
from coldframe.report.numbers import counted, enumerated

if TYPE_CHECKING:
    from coldframe.operate.dependents import Dependent
    from coldframe.operate.loss_plan import Loss, LossPlan, Pending, Place
    from coldframe.operate.sizes import Size

_UNITS = ("bytes", "KiB", "MiB", "GiB", "TiB")


def headline(found: LossPlan) -> str:
    """What an upgrade will run and lose, in one sentence."""
    if not found.pending:
        return "Nothing is to be upgraded: every revision of this tree has run."
    runs = f"{counted(len(found.pending), 'revision')} will run"
    tables = {loss.table for loss in found.preview_losses}
    stable = {loss.table for loss in found.stable_losses}
    lost = f"data of {counted(len(tables), 'preview table')} will be lost"
    if not tables:
        lost = "no preview data will be lost"
    also = f"; so will data of {counted(len(stable), 'stable table')}" if stable else ""
    return f"{runs}, {lost}{also}."


def owner(feature: str) -> str:
    """``fwaas``, or ``stable``."""
    return feature or "stable"


def where(place: Place) -> str:
    """From which revisions to which."""
    if place.now is None:
        return f"no table {place.version_table} here; heads: {', '.join(place.heads)}"
    now = ", ".join(place.now) or "no revision yet"
    return f"at {now}" + ("" if place.now == place.heads else f"; heads: {', '.join(place.heads)}")


def rows(size: Size) -> str:
    """``3 rows``, ``~12,000 rows``, ``>100,000 rows``."""
    return f"{size.mark}{counted(size.rows, 'row')}" if size.rows else "no rows"


def taken(number: int | None) -> str:
    """``16.0 KiB``; ``? bytes`` where nobody knows."""
    if number is None:
        return "? bytes"
    amount, unit = float(number), 0
    while amount >= 1024 and unit < len(_UNITS) - 1:
        amount, unit = amount / 1024, unit + 1
    return f"{amount:.1f} {_UNITS[unit]}" if unit else counted(number, "byte")


def lost(loss: Loss) -> str:
    """What of the table goes."""
    if loss.what == plan.COLUMN:
        return f"column {loss.column}"
    if loss.what == plan.VALUES:
        return f"old values of {loss.column}" if loss.column else "old values"
    return "whole table" if loss.what == plan.TABLE else loss.what


def hanging(dependent: Dependent, gone: set[str]) -> str:
    """One thing that depends on a table; ``gone`` are tables that go, too."""
    if dependent.kind != FOREIGN_KEY:
        return f"the view {dependent.name} reads it"
    columns = ", ".join(dependent.columns)
    too = ", which goes too" if dependent.name in gone else ""
    return f"a foreign key of {dependent.name} ({columns}) refers to it{too}"


def remarks(loss: Loss, found: LossPlan) -> list[str]:
    """What else is to be known of a loss."""
    gone = {one.table for one in found.losses if one.what == plan.TABLE}
    told = [hanging(dependent, gone) for dependent in loss.dependents]
    if loss.copied:
        told.append(f"before that, rows of it are copied into {enumerated(list(loss.copied))}")
    return told


def known(pending: Pending) -> str:
    """How we know what a revision does; nothing where it ran."""
    if pending.failure:
        return f"stops: {pending.failure}"
    return "" if pending.how == plan.RAN else "only read"
