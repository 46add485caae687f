"""A host without one of its features, for people: part by part, then what breaks, and where."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.prove.absence.records import IMPORTS, NAMES, STARTS, TESTS, WHEELS
from coldframe.prove.evidence.fact import ERROR, FAILED, PASSED, SKIPPED
from coldframe.report.numbers import counted, enumerated, listed
from coldframe.report.terminal import Style, harmless
from coldframe.report.wrapped import wrapped

if TYPE_CHECKING:
    from coldframe.prove.absence.records import Absence, Break, Part

MANY = 10  # places that are shown; more with ``verbose``
_WORDS = {PASSED: "ok", FAILED: "breaks", ERROR: "not tried", SKIPPED: "skipped"}
_TRIED = {
    IMPORTS: "module",
    STARTS: "entry point",
    TESTS: "test",
    WHEELS: "packed module",
    NAMES: "file",
}


def render(
    absence: Absence, *, style: Style | None = None, width: int = 100, verbose: bool = False
) -> str:
    """The table of the parts, each place that breaks, and the verdict.

    ``verbose`` shows all places, and what fails with the feature as well.
    """
    style = style or Style()
    width = max(40, min(width, 120))
    name = harmless(absence.feature)
    lines = [style.bold(f"The host without {name} ({harmless(absence.module)})")]
    files = f"{counted(absence.removed, 'file')} left out, {absence.edited} changed, in a copy."
    lines += wrapped(f"{files} Run by {harmless(absence.python)}.", "", width)
    lines += ["", *_table(absence, style), ""]
    places = _places(absence)
    for place in places if verbose else places[:MANY]:
        lines += _place(place, style, width, verbose)
    if not verbose and len(places) > MANY:
        lines.append(f"... and {len(places) - MANY} more; --verbose shows them")
    if places:
        lines.append("")
    lines += _notes(absence, style, width, verbose)
    lines.append(_verdict(absence, len(places), style))
    return "\n".join(lines) + "\n"


def _table(absence: Absence, style: Style) -> Iterator[str]:
    for part in absence.parts:
        word = _WORDS[part.outcome].ljust(9)
        paint = {FAILED: style.red, ERROR: style.yellow, SKIPPED: style.dim}
        shown = paint.get(part.outcome, style.green)(word)
        yield f"{part.name:<7}  {shown}  {_counts(part)}".rstrip()


def _counts(part: Part) -> str:
    failing = sum(1 + len(broken.also) for broken in part.breaks)
    return listed(
        counted(part.tried, _TRIED[part.name]) if part.tried else "",
        f"{failing} {'fail' if failing > 1 else 'fails'} without it" if failing else "",
        f"{len(part.before)} fail{'s' * (len(part.before) == 1)} anyway" if part.before else "",
    )


def _places(absence: Absence) -> list[list[tuple[str, Break]]]:
    """The breaks with their parts, those at one line together; the widest first."""
    found: dict[tuple[str, int, str], list[tuple[str, Break]]] = {}
    for part in absence.parts:
        for one in part.breaks:
            key = (one.path, one.line, "") if one.line else ("", 0, one.what)
            found.setdefault(key, []).append((part.name, one))
    return sorted(found.values(), key=lambda place: -sum(1 + len(b.also) for _, b in place))


def _place(
    place: list[tuple[str, Break]], style: Style, width: int, verbose: bool
) -> Iterator[str]:
    first = place[0][1]
    where = f"{first.path}:{first.line}" if first.line else first.what
    yield f"{style.cyan(harmless(where))}  {harmless(first.text)}".rstrip()
    yield from wrapped(harmless(first.why), "    ", width)
    for part, one in place:
        if part == NAMES:
            if len(place) == 1:
                yield "    names: no part ran this line; whoever does gets an error"
            continue
        names = [harmless(name) for name in (one.what, *one.also)]
        shown = names if verbose or len(names) <= 4 else [*names[:3], f"{len(names) - 3} more"]
        yield from wrapped(f"{part}: {', '.join(shown)}", "    ", width, "      ")


def _notes(absence: Absence, style: Style, width: int, verbose: bool) -> list[str]:
    said = [f"{part.name}: {note}" for part in absence.parts for note in part.notes]
    said += absence.notes
    if absence.spared:
        first = absence.spared[0]
        more = f" and {counted(len(absence.spared) - 1, 'other line')}" * (len(absence.spared) > 1)
        said.append(
            f"{first.path}:{first.line}{more} of other code name it and were left in; `coldframe"
            f" retire {absence.feature}` would take them out."
        )
    if verbose:
        for part in absence.parts:
            said += [f"{part.name}: {name} fails with the feature as well" for name in part.before]
    lines = []
    for note in said:
        start, *rest = wrapped(harmless(note), "note: ", width, "      ")
        lines += [start.replace("note", style.yellow("note"), 1), *rest]
    return [*lines, ""] if lines else []


def _verdict(absence: Absence, places: int, style: Style) -> str:
    name = harmless(absence.feature)
    untried = [part.name for part in absence.parts if part.outcome == SKIPPED]
    unable = [part.name for part in absence.parts if part.outcome == ERROR]
    rest = f"; not tried: {enumerated(untried)}" if untried else ""
    if places:
        word = style.bold(style.red("needed"))
        return f"{word}: the host does not do without {name}: {counted(places, 'place')}{rest}"
    if unable or not absence.kept:
        what = f": {enumerated(unable)} could not be tried" if unable else ": nothing was tried"
        return f"{style.bold(style.yellow('not proven'))}{what}{rest}"
    return f"{style.bold(style.green('optional'))}: the host does without {name}{rest}"
