"""When whose failures happened, as a picture: time from left to right, one row an owner (SVG)."""

from __future__ import annotations

from html import escape
from time import gmtime, strftime
from typing import TYPE_CHECKING, NamedTuple

from coldframe.report.blame_words import followed, moment
from coldframe.report.numbers import counted
from coldframe.report.page import text
from coldframe.report.status_columns import cut_name
from coldframe.report.terminal import harmless

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coldframe.prove.triage.blame import Blame
    from coldframe.prove.triage.stories import Story
    from coldframe.prove.triage.tally import Group

_WIDTH, _NAMES, _LINE, _BAR, _TOP = 1000, 210, 34, 24, 34
_LONGEST = 28  # characters of a name
_ROWS = 14  # owners with a row of their own
_BINS = 120
_TICKS = 8
_YEAR = 366 * 86400  # syslog knows no year: its times are of 1970
_HOUR, _DAY = 3600, 86400
_STEPS = (
    *(60, 120, 300, 600, 900, 1800, _HOUR, 2 * _HOUR, 3 * _HOUR, 6 * _HOUR, 12 * _HOUR),
    *(_DAY, 2 * _DAY, 7 * _DAY, 14 * _DAY, 28 * _DAY),
)

STYLE = """\
.timeline .bars rect { fill: var(--grey); } .timeline .bars.feature rect { fill: var(--red); }
.timeline .bars.host rect, .timeline .bars.rule rect { fill: var(--link); }
.timeline line.base { stroke: var(--line); }
.timeline .death { fill: none; stroke: var(--ink); stroke-width: 2; }
.key i.feature { background: var(--red); } .key i.host { background: var(--link); }
.key i.other { background: var(--grey); }
"""


class _Row(NamedTuple):
    name: str
    kind: str
    groups: list[Group]
    total: int


def timeline(found: Blame) -> str:
    """The picture with its key; empty if no log says when anything happened.

    Failures whose log knows no year are left out where others know theirs.
    """
    timed = [group for group in found.groups if group.first]
    dated = [group for group in timed if group.first > _YEAR]
    timed = dated or timed
    if not timed:
        return ""
    low, high = min(g.first for g in timed), max(g.last for g in timed)
    finest = max(group.step for group in timed)
    wide = _step((high - low) / _BINS, finest)
    start = int(low // wide) * wide
    bins = int((high - start) // wide) + 1
    rows = _rows(timed)
    height = _TOP + _LINE * len(rows) + 8
    scale = (_WIDTH - _NAMES - 24) / bins
    parts = [
        f'<svg class="timeline" viewBox="0 0 {_WIDTH} {height}" role="img"'
        f' aria-label="Failures of {len(rows)} owners over time"'
        ' xmlns="http://www.w3.org/2000/svg">',
        *_axis(start, bins, wide, scale, height),
    ]
    for place, row in enumerate(rows):
        top = _TOP + place * _LINE
        parts += _drawn(row, top, start, bins, wide, scale)
        parts += [
            _death(story, top, start, wide, scale)
            for story in found.stories
            if story.death in row.groups
        ]
    parts.append("</svg>")
    said = f"{moment(low)} to {moment(high)}; a bar is {_length(wide)}, as high as its row's most"
    dead = "<span>○ a death that others followed</span>" if found.stories else ""
    return (
        f'<section><h2>Timeline</h2><p class="quiet">{text(said)}.</p>'
        '<p class="quiet key"><span><i class="feature"></i> a feature</span>'
        '<span><i class="host"></i> its host</span>'
        f'<span><i class="other"></i> others</span>{dead}</p>'
        f'<div class="wide" tabindex="0">{"".join(parts)}</div></section>'
    )


def _rows(groups: Sequence[Group]) -> list[_Row]:
    """Features first, then by the number of failures; those beyond the last row are one."""
    owners: dict[tuple[str, str], list[Group]] = {}
    for group in groups:
        owners.setdefault((group.culprit.name or "nobody", group.culprit.kind), []).append(group)
    rows = [
        _Row(name, kind, mine, sum(group.count for group in mine))
        for (name, kind), mine in owners.items()
    ]
    rows.sort(key=lambda row: (row.kind != "feature", -row.total, row.name))
    if len(rows) <= _ROWS:
        return rows
    rest = [group for row in rows[_ROWS - 1 :] for group in row.groups]
    name = f"{len(rows) - _ROWS + 1} others"
    return [*rows[: _ROWS - 1], _Row(name, "others", rest, sum(g.count for g in rest))]


def _step(least: float, finest: int) -> int:
    least = max(least, finest)
    days = -(-int(least) // _DAY)
    return next((step for step in _STEPS if step >= least), days * _DAY)


def _axis(start: int, bins: int, wide: int, scale: float, height: int) -> list[str]:
    every = _step(bins * wide / _TICKS, wide)
    form = "%H:%M" if bins * wide <= 2 * _DAY and every < _DAY else "%m-%d"
    if form == "%m-%d" and every < _DAY:
        form = "%m-%d %H:%M"
    parts = []
    first = -(-start // every) * every
    for at in range(first, start + bins * wide + 1, every):
        x = round(_NAMES + 8 + (at - start) / wide * scale, 1)
        anchor = "end" if x > _WIDTH - 40 else "middle"
        parts.append(f'<line class="tick" x1="{x}" x2="{x}" y1="24" y2="{height - 4}"/>')
        parts.append(
            f'<text class="axis" x="{x}" y="16" text-anchor="{anchor}">'
            f"{strftime(form, gmtime(at))}</text>"
        )
    return parts


def _drawn(row: _Row, top: int, start: int, bins: int, wide: int, scale: float) -> list[str]:
    counts: dict[int, int] = {}
    for group in row.groups:
        for bucket, number in group.buckets.items():
            at = min(max((bucket * group.step - start) // wide, 0), bins - 1)
            counts[at] = counts.get(at, 0) + number
    most = max(counts.values())
    foot = top + _LINE - 5
    name, total = harmless(row.name), counted(row.total, "failure")
    parts = [
        f'<g class="bars {escape(row.kind)}">',
        f'<line class="base" x1="{_NAMES + 8}" x2="{_WIDTH - 16}" y1="{foot}" y2="{foot}"/>',
        f"<title>{text(f'{name}: {total}')}</title>",
        f'<text class="name" x="{_NAMES}" y="{foot - 4}" text-anchor="end">'
        f"{escape(cut_name(name, _LONGEST))}</text>",
    ]
    for at, number in sorted(counts.items()):
        high = max(round(number / most * _BAR, 1), 2)
        x = round(_NAMES + 8 + at * scale, 1)
        said = f"{moment(start + at * wide)}: {counted(number, 'failure')}"
        parts.append(
            f'<rect x="{x}" y="{round(foot - high, 1)}" width="{max(round(scale - 0.6, 1), 2)}"'
            f' height="{high}"><title>{text(said)}</title></rect>'
        )
    return [*parts, "</g>"]


def _death(story: Story, top: int, start: int, wide: int, scale: float) -> str:
    x = round(_NAMES + 8 + (story.death.first - start) / wide * scale, 1)
    return (
        f'<circle class="death" cx="{x}" cy="{top + _LINE // 2}" r="6">'
        f"<title>{text(followed(story))}</title></circle>"
    )


def _length(seconds: int) -> str:
    if seconds < _HOUR:
        return counted(seconds // 60, "minute")
    return counted(seconds // _HOUR, "hour") if seconds < _DAY else counted(seconds // _DAY, "day")
