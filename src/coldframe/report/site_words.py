"""How the findings on a site are worded, on a terminal and elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coldframe.operate.upgrade_check.remark import Change, Remark
    from coldframe.operate.upgrade_check.upgrade_check import UpgradeCheck


def headline(found: UpgradeCheck) -> str:
    """From what to what, and how much there is to do."""
    start = f"{found.present} to {found.release}" if found.present else f"To {found.release}"
    files, settings = len(found.files), found.settings
    read = f"{_number(settings, 'setting')} in {_number(files, 'file')}"
    stops, warns = len(found.stops), len(found.warns)
    broken = sum(change.severity == "error" for _, change in found.clients)
    if broken:
        calls = f"{_number(broken, 'break')} for API clients"
        return f"{start}: {stops} to change before the upgrade, {calls} ({read} read)"
    if not stops and not warns:
        return f"{start}: nothing to do ({read} read)"
    said = f"{stops} to change before the upgrade, " if stops else "nothing stops the start, "
    return f"{start}: {said}{warns} to change after it ({read} read)"


def place(remark: Remark) -> str:
    """Where it is."""
    return f"{remark.path}:{remark.line}" if remark.line else remark.path


def became(change: Change) -> str:
    """What becomes of a preview feature."""
    if change.after != "preview":
        until = f"; its old names work until {change.deadline}" if change.deadline else ""
        return f"{change.after} in {change.since}{until}"
    before = {"preview": "is still a preview feature", "": "is a preview feature"}
    told = before.get(change.before, f"was {change.before}, is a preview feature")
    told += f" of {change.module.rpartition('.')[0]}"
    if change.deadline:
        guess = " (projected)" if change.deadline.startswith("~") else ""
        duty = (
            "should have ended, or become stable,"
            if change.overdue
            else "has to end, or become stable,"
        )
        told += f"; it {duty} by {change.deadline.lstrip('~')}{guess}"
    return f"{told}; used in {', '.join(change.used_by[:3])}" + (
        f" and {len(change.used_by) - 3} more places" if len(change.used_by) > 3 else ""
    )


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}" + ("" if count == 1 else "s")
