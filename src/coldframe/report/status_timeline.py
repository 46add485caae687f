"""The inventory as a picture: releases from left to right, one bar a feature (SVG)."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from coldframe.report.status_columns import cut_name
from coldframe.report.status_words import deadline, distance
from coldframe.report.terminal import harmless

if TYPE_CHECKING:
    from coldframe.check.inventory.records import Departed, Inventory, Row
    from coldframe.declare.calendar import Calendar

_WIDTH, _NAMES, _LINE, _BAR, _TOP = 1000, 210, 26, 14, 34
_LABELS = 12  # releases that are named on the axis, about
_LONGEST = 28  # characters of a name


class _Bar(NamedTuple):
    """A feature from cycle ``first`` to ``end``; late from ``due`` on."""

    name: str
    kind: str
    first: int
    end: int
    due: int | None
    planned: int  # up to where it may live: a lighter part
    said: str


def timeline(inventory: Inventory) -> str:
    """The picture as an SVG element; empty if no release is known."""
    bars = _bars(inventory)
    if not bars or inventory.now is None or not inventory.calendar.steps:
        return ""
    calendar = inventory.calendar
    now = calendar.position(inventory.now.version)
    low = min(bar.first for bar in bars)
    high = max(now + 1, *(bar.planned for bar in bars), *(bar.end for bar in bars))
    scale = (_WIDTH - _NAMES - 24) / max(high - low, 1)

    def x(position: int) -> float:
        return round(_NAMES + 8 + (position - low) * scale, 1)

    height = _TOP + _LINE * len(bars) + 12
    label = f"Timeline of {len(bars)} features over the releases"
    parts = [
        f'<svg class="timeline" viewBox="0 0 {_WIDTH} {height}" role="img"'
        f' aria-label="{escape(label)}" xmlns="http://www.w3.org/2000/svg">',
        '<defs><pattern id="late" width="6" height="6" patternUnits="userSpaceOnUse"'
        ' patternTransform="rotate(45)"><rect class="late" width="6" height="6"/>'
        '<rect class="stripe" width="2" height="6"/></pattern></defs>',
        *_axis(calendar, low, high, now, x, height),
    ]
    for place, bar in enumerate(bars):
        parts += _drawn(bar, _TOP + place * _LINE, x)
    parts.append("</svg>")
    return "\n".join(parts)


def _bars(inventory: Inventory) -> list[_Bar]:
    calendar = inventory.calendar
    if inventory.now is None:
        return []
    now = calendar.position(inventory.now.version)
    bars = [_bar(calendar, row, now) for row in inventory.rows]
    return bars + [_ended(calendar, one, now) for one in inventory.departed]


def _bar(calendar: Calendar, row: Row, now: int) -> _Bar:
    end = row.deadline
    if row.first is None:
        first = now + 1 if not end.since else max(now, calendar.position(end.since))
        until = calendar.position(end.release.version) if end.release else first
        return _Bar(row.label, row.stage, first, first, None, until, "in no release yet")
    first = min(calendar.position(row.first.version), now)
    if not deadline(row) or end.release is None:
        return _Bar(row.label, row.stage, first, now, None, now, row.stage)
    due = calendar.position(end.release.version)
    said = f"{row.first.version} to {end.release}, {distance(row)}"
    late = due if due < now else None
    return _Bar(row.label, row.stage, first, now, late, max(due, now), said)


def _ended(calendar: Calendar, one: Departed, now: int) -> _Bar:
    first = calendar.position(one.first.version)
    end = calendar.position(one.left.version) if one.left else now
    last = max(first, end)
    left = f"left with {one.left.version}" if one.left else "leaves with the next release"
    return _Bar(one.name, "departed", first, last, None, last, left)


def _axis(
    calendar: Calendar, low: int, high: int, now: int, x: Callable[[int], float], height: int
) -> list[str]:
    every = max(1, -(-(high - low) // _LABELS))
    shown = [p for p in range(low, high + 1) if (p - now) % every == 0]
    parts = []
    for position in shown:
        kind = "now" if position == now else "tick"
        left = x(position)
        name = escape(_name(calendar, position))
        anchor = "end" if left > _WIDTH - 40 else "middle"
        parts.append(f'<line class="{kind}" x1="{left}" x2="{left}" y1="24" y2="{height - 8}"/>')
        parts.append(
            f'<text class="axis {kind}" x="{left}" y="16" text-anchor="{anchor}">{name}</text>'
        )
    return parts


def _name(calendar: Calendar, position: int) -> str:
    if 0 <= position < len(calendar.steps):
        return calendar.steps[position].version
    if position < 0 or not calendar.steps:
        return "…"
    last = calendar.steps[-1].version
    return str(calendar.after(last, position - len(calendar.steps) + 1))


def _drawn(bar: _Bar, top: int, x: Callable[[int], float]) -> list[str]:
    middle = top + _LINE // 2
    y = middle - _BAR // 2
    name = harmless(bar.name)
    short = cut_name(name, _LONGEST)
    parts = [
        f'<g class="{escape(bar.kind)}">',
        f"<title>{escape(f'{name}: {bar.kind}; {bar.said}')}</title>",
        f'<text class="name" x="{_NAMES}" y="{middle + 4}" text-anchor="end">',
        f"{escape(short)}</text>",
    ]

    def piece(kind: str, start: float, end: float) -> str:
        wide = max(round(end - start, 1), 4)
        return f'<rect class="{kind}" x="{start}" y="{y}" width="{wide}" height="{_BAR}" rx="3"/>'

    if bar.planned > bar.end:
        parts.append(piece("ahead", x(bar.end), x(bar.planned)))
    solid = bar.end if bar.due is None else max(bar.due, bar.first)
    if solid > bar.first or bar.due is None:
        parts.append(piece("bar", x(bar.first), x(solid)))
    if bar.due is not None:
        start = max(bar.due, bar.first)
        parts.append(piece("overdue-part", x(start), x(bar.end)))
        left = x(start)
        parts.append(
            f'<line class="due" x1="{left}" x2="{left}" y1="{y - 3}" y2="{y + _BAR + 3}"/>'
        )
    if bar.kind == "departed":
        parts.append(f'<circle class="end" cx="{x(bar.end)}" cy="{middle}" r="4"/>')
    parts.append("</g>")
    return parts
