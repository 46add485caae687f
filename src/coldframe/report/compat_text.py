"""Changes of a surface for people: what breaks first, with the reason and the remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.compat.change import ERROR, INFO, WARNING
from coldframe.report.compat_words import (
    CONFIRMED,
    acceptance,
    because,
    by_surface,
    headline,
    verdict,
    where,
)
from coldframe.report.terminal import Style, harmless
from coldframe.report.wrapped import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coldframe.compat.change import Change, Witness
    from coldframe.compat.diff import Diff


def render(
    found: Diff, *, everything: bool = False, style: Style | None = None, width: int = 120
) -> str:
    """Errors and warnings, and with ``everything`` what breaks nobody."""
    style = style or Style()
    lines: list[str] = []
    shown = [each for each in found.changes if each.accepted or everything or each.severity != INFO]
    for heading, changes in by_surface(shown, found):
        lines += [style.bold(heading), ""] if heading else []
        for change in changes:
            lines += [*_told(change, style, width), ""]
    lines += [style.yellow(harmless(note)) for note in found.notes]
    lines += [style.dim(harmless(said)) for said in found.ran]
    told = headline(found)
    hidden = len(found.of(INFO))
    if hidden and not everything:
        told += f" --all shows the {hidden:,} that break nobody."
    lines.append(style.red(told) if found.of(ERROR) else style.green(told))
    return "\n".join(lines) + "\n"


def _told(change: Change, style: Style, width: int) -> Iterator[str]:
    if change.accepted:
        told = f"{where(change)}: {change.message}. {acceptance(change)}"
        told_lines = [f"accepted {change.rule}", *wrapped(harmless(told), "  ", width, "    ")]
        yield from map(style.dim, told_lines)
        return
    colour = {ERROR: style.red, WARNING: style.yellow, INFO: style.dim}[change.severity]
    yield f"{colour(change.severity)} {style.bold(change.rule)}"
    yield from wrapped(harmless(f"{where(change)}: {change.message}"), "  ", width, "    ")
    yield from wrapped(harmless(f"{because(change)} {_remedy(change)}".rstrip()), "  ", width)
    if change.lapsed:
        yield from wrapped(harmless(change.lapsed), "  ", width)
    for place in _places(change):
        yield f"  {style.cyan(place)}"
    if change.witness:
        yield from _witness(change.witness, style, width)


def _witness(witness: Witness, style: Style, width: int) -> Iterator[str]:
    """The verdict, and what anybody can try: the call, whole, and its answer."""
    colour = style.red if witness.verdict == CONFIRMED else style.dim
    yield from map(colour, wrapped(harmless(verdict(witness)), "  ", width, "    "))
    if witness.call:
        yield f"    $ {harmless(witness.call)}"
        yield from wrapped(harmless(witness.answer), "    ", width, "      ")


def _remedy(change: Change) -> str:
    return "" if change.hint == "Nothing." or change.severity == INFO else change.hint


def _places(change: Change) -> list[str]:
    return [
        harmless(
            f"{place.path}:{place.line} {place.pointer}"
            if place.line
            else f"{place.path} {place.pointer}"
        )
        for place in (change.base, change.head)
    ]
