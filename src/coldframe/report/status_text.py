"""The inventory for people at a terminal: one line a feature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.report.numbers import counted
from coldframe.report.status_columns import COLUMNS, Table, cut, table
from coldframe.report.status_words import headline, span, whereto
from coldframe.report.terminal import Style, harmless
from coldframe.report.wrapped import wrapped

if TYPE_CHECKING:
    from coldframe.check.inventory.records import Inventory, Row

_PLACES = 5  # places that are shown
_UNREAD = 10  # files that are named; the rest is counted
_MEANING = {
    "left_days": "days left", "files": "files", "days": "age in days", "changed": "last change",
    "docs": "docs", "tests": "tests", "owner": "owner", "lines": "lines", "first": "first release",
    "age": "age in cycles", "reached": "reached from stable code", "left": "cycles left",
}  # fmt: skip


def render(inventory: Inventory, *, style: Style | None = None, width: int = 120) -> str:
    """The table, what has left, and what could not be known, each line within ``width``."""
    style = style or Style()
    width = max(40, width)
    lines = wrapped(harmless(headline(inventory)), "", width)
    lines = [style.bold(line) for line in lines]
    if inventory.rows:
        lines += ["", *_table(inventory.rows, style, width)]
        lines += _legend(inventory, style, width)
    if inventory.shared:
        names = ", ".join(harmless(name) for name in inventory.shared)
        lines += ["", *wrapped(f"Shared, no features: {names}", "", width, "  ")]
    if inventory.shared_reached_by:
        lines += [*([] if inventory.shared else [""]), *_shared_reached(inventory, style, width)]
    if inventory.departed:
        lines += [
            "",
            style.bold(f"Left the preview {_trees(inventory)}"),
            *_departed(inventory, width),
        ]
    remarks = [("note", note) for note in inventory.notes]
    remarks += [("unread", f"{path}: {why}") for path, why in inventory.unread[:_UNREAD]]
    if len(inventory.unread) > _UNREAD:
        remarks.append(("unread", f"... and {len(inventory.unread) - _UNREAD:,} more"))
    if remarks:
        lines.append("")
    for word, text in remarks:
        first, *rest = wrapped(harmless(f"{word}: {text}"), "", width, "      ")
        lines += [style.yellow(word) + first[len(word) :], *rest]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def coloured(stage: str, text: str, style: Style) -> str:
    """``text`` in the colour of a stage."""
    paint = {"overdue": style.red, "due": style.yellow, "preview": style.green}
    return paint.get(stage, style.dim)(text)


def _table(rows: tuple[Row, ...], style: Style, width: int) -> list[str]:
    shown = table(rows, width)
    head = _line(shown, [column.heading for column in shown.columns])
    lines = [style.dim("  ".join(head).rstrip())]
    for row, cells in zip(rows, shown.cells, strict=True):
        padded = _line(shown, cells)
        for place, column in enumerate(shown.columns):
            if column is COLUMNS["stage"] or (column is COLUMNS["left"] and row.stage == "overdue"):
                padded[place] = coloured(row.stage, padded[place], style)
            elif column is COLUMNS["reached"] and row.reached_by:
                padded[place] = style.red(padded[place])
        lines.append("  ".join(padded).rstrip())
    if shown.dropped:
        missing = ", ".join(_MEANING[name] for name in shown.dropped)
        note = f"Not shown for want of room: {missing} (COLUMNS={shown.full} shows all, --json too)"
        lines += [style.dim(line) for line in wrapped(note, "", width, "  ")]
    return lines


def _line(shown: Table, cells: list[str]) -> list[str]:
    return [
        cell.rjust(width) if column.right else cell.ljust(width)
        for column, cell, width in zip(shown.columns, cells, shown.widths, strict=True)
    ]


def _legend(inventory: Inventory, style: Style, width: int) -> list[str]:
    """What the numbers mean, in a sentence; only as much as the table needs."""
    parts = [
        f"A feature has {counted(inventory.cycles, 'cycle')} to end; a cycle is one"
        f" {inventory.calendar.cycle} release."
        if inventory.calendar.cycle != "release"
        else f"A feature has {counted(inventory.cycles, 'release')} to end.",
        "REACHED counts the places in stable code that reach into it.",
    ]
    if any(row.tests is None or row.docs is None for row in inventory.rows):
        parts.append("?: the tree has no such files at all.")
    if any(row.deadline.release and row.deadline.release.projected for row in inventory.rows):
        parts.append("~: nobody has planned that release, it is projected.")
    if any(row.owners_from == "authors" for row in inventory.rows):
        parts.append("Where nobody is named as owner, recent authors stand in.")
    return [style.dim(line) for line in wrapped(" ".join(parts), "", width)]


def _shared_reached(inventory: Inventory, style: Style, width: int) -> list[str]:
    """The places in stable code that use what the features share."""
    found = inventory.shared_reached_by
    places = counted(len(found), "place")
    lines = [style.red(f"Reached from stable code, but in no feature: {places}")]
    for reference in found[:_PLACES]:
        place = harmless(f"  {reference.path}:{reference.line}  ")
        lines.append(cut(place + harmless(reference.text), width))
    if len(found) > _PLACES:
        lines.append(f"  and {len(found) - _PLACES:,} more: `coldframe check` lists them")
    return lines


def _departed(inventory: Inventory, width: int) -> list[str]:
    names = [harmless(one.name) for one in inventory.departed]
    spans = [span(one) for one in inventory.departed]
    wide = min(max(map(len, names)), 30)
    middle = max(map(len, spans))
    lines = []
    for one, name, when in zip(inventory.departed, names, spans, strict=True):
        line = f"  {cut(name, wide):<{wide}}  {when:<{middle}}"
        where = harmless(whereto(one))
        if len(line) + 2 + len(where) <= width:
            lines.append(f"{line}  {where}")
        else:
            lines += [cut(line.rstrip(), width), *wrapped(where, "      ", width)]
    return lines


def _trees(inventory: Inventory) -> str:
    return "tree" if len(inventory.trees) == 1 else "trees"
