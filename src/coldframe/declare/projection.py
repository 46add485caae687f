"""Releases nobody has planned yet: named and dated by the pattern of those before."""

from __future__ import annotations

from collections.abc import Sequence

from coldframe.declare.release import Release
from coldframe.declare.version import read_version

_MONTH = 30.44  # days
_INTERVALS = 10  # how many of the latest steps tell the pace


def projected(steps: Sequence[Release], ahead: int, cycle: str, named: bool = False) -> Release:
    """The release that begins the cycle ``ahead`` (from 1) after the last of ``steps``.

    Its day is the last one plus as many median intervals, empty if no days are known.  Its
    name goes on by the step the host makes: the next major, the next minor, or for versions
    by year the next number in that year.
    """
    day = _day(steps, ahead)
    if not steps:
        return Release("next", projected=True)
    if named:
        return Release(f"{steps[-1].version}+{ahead}", day, projected=True)
    version = read_version(steps[-1].version)
    if version is None:
        return Release(f"{steps[-1].version}+{ahead}", day, projected=True)
    numbers = [version.part(index) for index in range(version.width)]
    if cycle == "major":
        name = [numbers[0] + ahead] + [0] * (len(numbers) - 1)
    elif by_year(steps):
        name = _calendar_name(steps, numbers, ahead)
    elif cycle == "minor":
        name = [numbers[0], (numbers[1] if len(numbers) > 1 else 0) + ahead]
        name += [0] * (len(numbers) - 2)
    else:
        moved = _moved(steps, len(numbers))
        name = numbers[:moved] + [numbers[moved] + ahead] + [0] * (len(numbers) - moved - 1)
    return Release(_spelled(name, steps), day, projected=True)


def pace(steps: Sequence[Release]) -> int:
    """The median number of days from one cycle to the next; 0 if no days are known."""
    from datetime import date
    from itertools import pairwise

    days = [date.fromisoformat(step.day[:10]) for step in steps if step.day]
    gaps = [(b - a).days for a, b in pairwise(days)]
    gaps = sorted(gap for gap in gaps[-_INTERVALS:] if gap > 0)
    return gaps[len(gaps) // 2] if gaps else 0


def _day(steps: Sequence[Release], ahead: int) -> str:
    from datetime import date, timedelta

    interval = pace(steps)
    dated = [place for place, step in enumerate(steps) if step.day]
    if not interval or not dated:
        return ""
    place = dated[-1]
    ahead += len(steps) - 1 - place
    try:
        last = date.fromisoformat(steps[place].day[:10])
        return (last + timedelta(days=interval * ahead)).isoformat()
    except OverflowError:
        return ""


def by_year(steps: Sequence[Release]) -> bool:
    """Whether the first number is the year, in four digits or (with days to prove it) two."""
    version = read_version(steps[-1].version)
    if version is None:
        return False
    if version.by_year:
        return True
    dated = [step for step in steps[-_INTERVALS:] if step.day]
    hits = sum(step.version.split(".")[0] == step.day[2:4] for step in dated)
    return len(dated) > 1 and hits == len(dated)


def _calendar_name(steps: Sequence[Release], numbers: list[int], ahead: int) -> list[int]:
    second = [(s, v) for s in steps[-2 * _INTERVALS :] if (v := read_version(s.version))]
    dated = [(s, v) for s, v in second if s.day]
    months = all(v.part(1) == int(s.day[5:7]) for s, v in dated)
    width = max(2, len(numbers))
    if months and len({v.part(1) for _, v in dated}) > 1 and len(numbers) > 1:
        step = max(1, round(pace(steps) / _MONTH))
        year, month = divmod(numbers[0] * 12 + numbers[1] - 1 + step * ahead, 12)
        return [year, month + 1] + [0] * (width - 2)
    # Numbers within a year: as many as the fullest year but the present one has had.
    years: dict[int, list[int]] = {}
    for _, version in second:
        years.setdefault(version.part(0), []).append(version.part(1))
    whole = [max(found) for year, found in years.items() if year != numbers[0]]
    lowest = [min(found) for year, found in years.items() if year != second[0][1].part(0)]
    most = max(whole, default=max(years[numbers[0]]) if len(numbers) > 1 else 0)
    first = min(lowest, default=1) if len(numbers) > 1 else 0
    year, number = numbers[0], numbers[1] if len(numbers) > 1 else 0
    for _ in range(ahead):
        number += 1
        if number > most:
            year, number = year + 1, min(first, most)
    return ([year, number] if len(numbers) > 1 else [year]) + [0] * (width - 2)


def _spelled(numbers: list[int], steps: Sequence[Release]) -> str:
    """``20.04`` where the host writes its second number with two digits, else ``20.4``."""
    seconds = [s.version.split(".")[1] for s in steps[-2 * _INTERVALS :] if "." in s.version]
    padded = any(len(text) == 2 and text[0] == "0" for text in seconds)
    parts = [str(number) for number in numbers]
    if padded and len(parts) > 1:
        parts[1] = parts[1].zfill(2)
    return ".".join(parts)


def _moved(steps: Sequence[Release], width: int) -> int:
    """Which number the last step moved."""
    if len(steps) < 2:
        return width - 1
    last, before = read_version(steps[-1].version), read_version(steps[-2].version)
    if last is None or before is None:
        return width - 1
    return next((i for i in range(width) if last.part(i) != before.part(i)), width - 1)
