"""The whole story of one feature, for people at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.check.inventory.records import Row
from coldframe.check.inventory.story import holds_back, next_steps
from coldframe.report.numbers import counted
from coldframe.report.status_choice import chosen
from coldframe.report.status_text import coloured
from coldframe.report.status_words import (
    cycles_word,
    dated,
    days_distance,
    deadline,
    distance,
    findings_of_time,
    span,
    whereto,
)
from coldframe.report.terminal import Style, harmless
from coldframe.report.wrapped import wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coldframe.check.inventory.records import Departed, Inventory
    from coldframe.source.references.reference import Reference

_LABEL = 12


def render(inventory: Inventory, name: str, *, style: Style | None = None, width: int = 120) -> str:
    """All that is known of the feature called ``name``. Raises Mistake if there is none."""
    style = style or Style()
    width = max(40, width)
    one = chosen(inventory, name)
    lines = _row(inventory, one, style, width) if isinstance(one, Row) else _departed(one, style)
    if inventory.notes:
        lines.append("")
    for note in inventory.notes:
        lines += wrapped(f"note: {harmless(note)}", "", width, "      ")
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _row(inventory: Inventory, row: Row, style: Style, width: int) -> list[str]:
    feature, said = row.feature, row.feature.declaration
    at = f" at {inventory.now}" if inventory.now else ""
    stage = coloured(row.stage, row.stage, style)
    lines = [f"{style.bold(harmless(feature.module))}: {stage}{at}"]
    if said and (said.title or said.summary):
        text = harmless(". ".join(part.rstrip(".") for part in (said.title, said.summary) if part))
        lines += wrapped(text + ".", "  ", width, "  ")
    lines.append("")
    facts = [
        ("path", feature.path),
        ("first in", _first(row)),
        ("age", _age(row)),
        ("deadline", _deadline(row)),
        ("last change", f"{row.last_day} by {row.last_author}" if row.last_day else "not known"),
        ("changed in", ", ".join(release.version for release in row.changed_in)),
        ("size", f"{counted(row.lines, 'line')} in {counted(row.files, 'file')}"),
        ("owner", ", ".join(row.owners) + _how(row.owners_from) if row.owners else "nobody"),
        ("moved to", feature.forwards_to),
        ("declaration", feature.declaration_path if said else "none"),
    ]
    if said:
        target = said.target
        if not isinstance(target, str):
            target = ", ".join(f"{part} to {place}" for part, place in target.items())
        facts += [("spec", said.spec), ("target", target), ("feedback", said.feedback)]
        facts += [("needs", ", ".join(said.needs))]
        facts += [(f"claims {key}", ", ".join(value)) for key, value in _claims(row)]
    wide = max([_LABEL, *(len(label) for label, text in facts if text)])
    for label, text in facts:
        if text:
            gap = " " * (wide + 4)
            lines += wrapped(harmless(text), f"  {label:<{wide}}  ", width, gap)
    for sentence in findings_of_time(row):
        lines += wrapped(harmless(sentence), "  ", width, "  ")
    lines += _places("Reached from stable code", row.reached_by, style, width)
    lines += _places("Used by other features", row.used_by, style, width)
    lines += _files("Tests", row.tests)
    lines += _files("Docs", row.docs)
    held = holds_back(row)
    if held:
        lines += ["", "What holds it back"]
        lines += [line for text in held for line in wrapped(text, "  - ", width, "    ")]
    lines += ["", "What to do next"]
    lines += [line for t in next_steps(row) for line in wrapped(t, "  - ", width, "    ")]
    return lines


def _first(row: Row) -> str:
    if row.first is None:
        return "no release that is known"
    return dated(row.first) + (" or earlier: this clone shows no more" if row.may_be_older else "")


def _age(row: Row) -> str:
    if row.age is None:
        return ""
    days = "" if row.age.days is None else f", {row.age.days:,} day{'s' * (row.age.days != 1)}"
    return cycles_word(row.age.cycles) + days


def _deadline(row: Row) -> str:
    if not deadline(row):
        return ""
    far = [part for part in (distance(row), days_distance(row)) if part]
    release = dated(row.deadline.release)
    return release + (f": {', '.join(far)}" if far else "")


def _how(owners_from: str) -> str:
    if owners_from == "authors":
        return " (nobody is named; the most frequent recent authors)"
    return f" ({owners_from})" if owners_from else ""


def _claims(row: Row) -> list[tuple[str, tuple[str, ...]]]:
    said = row.feature.declaration
    return [(k, v) for k, v in said.claims._asdict().items() if v] if said else []


def _places(title: str, references: Sequence[Reference], style: Style, width: int) -> list[str]:
    if not references:
        return ["", f"{title}: nowhere"]
    lines = ["", f"{title}: {counted(len(references), 'place')}"]
    shown: set[tuple[str, int]] = set()  # one line may import several names
    for reference in references:
        if (reference.path, reference.line) in shown:
            continue
        shown.add((reference.path, reference.line))
        lines.append(f"  {style.cyan(harmless(f'{reference.path}:{reference.line}'))}")
        lines.append(f"      {style.dim(harmless(reference.text)[: max(width - 6, 20)])}")
    return lines


def _files(title: str, paths: Sequence[str] | None) -> list[str]:
    if paths is None:
        return ["", f"{title}: the tree has no such files at all"]
    if not paths:
        return ["", f"{title}: none"]
    return ["", f"{title}: {counted(len(paths), 'file')}", *(f"  {harmless(p)}" for p in paths)]


def _departed(one: Departed, style: Style) -> list[str]:
    return [
        f"{style.bold(harmless(one.module))}: {harmless(span(one))}; {harmless(whereto(one))}",
        "",
        f"  first in     {dated(one.first)}",
        f"  last in      {dated(one.last)}",
        f"  code         {counted(one.files, 'file')} left, {one.moved} of them moved",
    ]
