"""A rehearsal for people: a line per feature, then what would break, place by place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from coldframe.report.numbers import counted, enumerated, listed
from coldframe.report.terminal import Style, harmless
from coldframe.report.wrapped import wrapped

if TYPE_CHECKING:
    from coldframe.resolve.plan import Refusal
    from coldframe.resolve.rehearse import Ending, Rehearsal, Rehearsed

MANY = 10  # places of one ending; more are shown with --verbose


def render(
    rehearsal: Rehearsal, *, style: Style | None = None, width: int = 100, verbose: bool = False
) -> str:
    """The table, what stands in the way of each ending, and the verdict.

    ``verbose`` adds every place that is left to a person, and the criteria that are not met.
    """
    style = style or Style()
    width = max(40, min(width, 120))
    features = rehearsal.features
    if not features:
        return "Nothing to rehearse: there are no preview features.\n"
    lines = [style.bold(f"The end of {counted(len(features), 'feature')}, rehearsed"), ""]
    lines += [*_table(features, style), ""]
    for feature in features:
        lines += _details(f"{feature.name} retired", feature.retire, style, width, verbose)
        lines += _details(f"{feature.name} promoted", feature.promote, style, width, verbose)
    lines += _remarks(rehearsal, style, width, verbose)
    lines.append(_verdict(features, style))
    return "\n".join(lines) + "\n"


def _table(features: Sequence[Rehearsed], style: Style) -> Iterator[str]:
    """One line per feature: its name, and what came of each ending."""
    rows = [(harmless(f.name), _word(f.retire), _word(f.promote)) for f in features]
    names = max(len("FEATURE"), *(len(row[0]) for row in rows))
    first = max(len("RETIRE"), *(len(row[1]) for row in rows))
    yield style.dim(f"{'FEATURE'.ljust(names)}  {'RETIRE'.ljust(first)}  PROMOTE")
    for (name, retire, promote), feature in zip(rows, features, strict=True):
        one = _coloured(feature.retire, retire.ljust(first), style)
        yield f"{name.ljust(names)}  {one}  {_coloured(feature.promote, promote, style)}"


def _word(ending: Ending) -> str:
    """What came of it: ``ok``, ``after gold``, ``refused: needs``, ``2 broken, 1 left``."""
    criteria = ", ".join(dict.fromkeys(harmless(one.criterion) for one in ending.refusals))
    return (
        listed(
            f"refused: {criteria}" if criteria else "",
            f"{len(ending.broken)} broken" if ending.broken else "",
            f"{len(ending.left)} left" if ending.left else "",
            "not ready" if ending.unmet else "",
            f"after {enumerated([harmless(name) for name in ending.after])}"
            if ending.after
            else "",
        )
        or "ok"
    )


def _coloured(ending: Ending, text: str, style: Style) -> str:
    if not ending.possible:
        return style.red(text)
    waits = ending.left or ending.unmet or ending.after
    return style.yellow(text) if waits else style.green(text)


def _details(
    heading: str, ending: Ending, style: Style, width: int, verbose: bool
) -> Iterator[str]:
    """What stands in the way of one ending; with ``verbose`` also what does not."""
    shown = ending.broken if verbose else ending.broken[:MANY]
    lines: list[str] = []
    for refusal in ending.refusals:
        lines += _criterion("refused", refusal, width)
    for one in shown:
        lines.append(f"  {style.cyan(harmless(f'{one.path}:{one.line}'))}  {harmless(one.text)}")
        lines += wrapped(f"would load {harmless(one.target)}, which is gone", "      ", width)
    if more := len(ending.broken) - len(shown):
        lines.append(f"  ... and {more} more; --verbose shows them")
    if verbose:
        for refusal in ending.unmet:
            lines += _criterion("not ready", refusal, width)
        for place in ending.left:
            where = style.cyan(harmless(f"{place.path}:{place.line}"))
            lines.append(f"  {where}  {harmless(place.text)}".rstrip())
            lines += wrapped(f"left: {harmless(place.why)}", "      ", width)
    if lines:
        yield from (style.bold(f"With {harmless(heading)}"), *lines, "")


def _criterion(word: str, refusal: Refusal, width: int) -> list[str]:
    lines = wrapped(harmless(f"{word}: {refusal.criterion}: {refusal.why}"), "  ", width, "      ")
    if refusal.remedy:
        lines += wrapped(f"-> {harmless(refusal.remedy)}", "      ", width, "         ")
    return lines


def _remarks(rehearsal: Rehearsal, style: Style, width: int, verbose: bool) -> list[str]:
    said = [harmless(note) for note in rehearsal.notes]
    inferred = [f for f in rehearsal.features if f.inferred and f.target]
    if inferred:
        pairs = [harmless(f"{f.name} to {f.target}") for f in inferred]
        shown = pairs if verbose or len(pairs) <= 3 else [*pairs[:2], f"{len(pairs) - 2} more"]
        said.append(
            "Without a declared target, promotion was rehearsed to where `coldframe init` would"
            f" put it: {', '.join(shown)}."
        )
    left = sum(len(e.left) for f in rehearsal.features for e in (f.retire, f.promote))
    unready = sum(bool(f.promote.unmet) for f in rehearsal.features)
    if not verbose and (left or unready):
        what = listed(
            f"{counted(left, 'place')} left to a person" if left else "",
            f"why {counted(unready, 'feature')} {'is' if unready == 1 else 'are'} not ready"
            if unready
            else "",
        )
        said.append(f"--verbose lists: {what}.")
    lines = []
    for note in said:
        first, *rest = wrapped(note, "note: ", width, "      ")
        lines += [first.replace("note", style.yellow("note"), 1), *rest]
    return [*lines, ""] if lines else []


def _verdict(features: Sequence[Rehearsed], style: Style) -> str:
    stuck = sum(not feature.retire.possible for feature in features)
    unmovable = sum(not feature.promote.possible for feature in features)
    if not stuck and not unmovable:
        turn = ", when its turn comes" * any(f.retire.after or f.promote.after for f in features)
        return f"{style.bold(style.green('rehearsed'))}: every feature can end both ways{turn}"
    parts = listed(
        f"{stuck} cannot be retired" if stuck else "",
        f"{unmovable} cannot be promoted" if unmovable else "",
    )
    return f"{style.bold(style.red(parts))}, of {counted(len(features), 'feature')}, as the tree is"
