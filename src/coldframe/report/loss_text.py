"""A loss plan for people, on a terminal: what runs, what is lost, what is touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.operate.loss_plan import READ
from coldframe.report import loss_words as words
from coldframe.report.terminal import Style, harmless
from coldframe.report.wrapped import wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coldframe.operate.loss_plan import Change, Loss, LossPlan, Pending

_SHOWN = 20  # revisions, tables and differences that are listed without --all


def render(
    plan: LossPlan,
    backup: Sequence[str] = (),
    *,
    style: Style | None = None,
    width: int = 120,
    every: bool = False,
) -> str:
    """The plan; ``backup`` are sentences on its backup.  ``every``: nothing is cut short."""
    style = style or Style()
    most = 1_000_000 if every else _SHOWN
    lines = [style.bold(f"{harmless(plan.database)}, {plan.engine} {plan.server}")]
    for place in plan.places:
        whose = f" ({place.feature})" if place.feature else ""
        lines += wrapped(harmless(f"{place.environment}{whose}: {words.where(place)}"), "  ", width,
                         "    ")  # fmt: skip
    lines += ["", words.headline(plan)]
    if plan.pending:
        how = f"tried on {plan.scratch}" if plan.certain else f"not all tried on {plan.engine}"
        lines += _part(f"Revisions that will run, in this order ({how})", style)
        lines += _cut(_table([_revision(one) for one in plan.pending]), most)
    for title, losses in (
        ("Preview data that will be lost", plan.preview_losses),
        ("Stable data that will be lost", plan.stable_losses),
    ):
        if losses:
            lines += _part(title, style, style.red)
            rows = _table([_loss(one) for one in losses])
            for one, row in zip(losses, rows, strict=True):
                lines.append(row)
                for remark in words.remarks(one, plan):
                    lines += wrapped(harmless(remark), "      ", width)
    if plan.changes:
        lines += _part("Stable tables that are touched", style)
        lines += _cut(_table([_change(one) for one in plan.changes]), most)
    for title, sentences, paint in (
        ("The upgrade will not go through", plan.trouble, style.red),
        ("The schema is not as its revisions make it", plan.differences, style.yellow),
        ("Notes", plan.notes, style.dim),
        ("Backup", tuple(backup), style.bold),
    ):
        if sentences:
            lines += _part(title, style, paint)
            shown = [wrapped(harmless(each), "  ", width, "    ") for each in sentences]
            lines += [line for each in shown[:most] for line in each]
            lines += _rest(len(shown) - most)
    return "\n".join(lines) + "\n"


def _part(title: str, style: Style, paint: object = None) -> list[str]:
    return ["", (paint if callable(paint) else style.bold)(title)]


def _revision(one: Pending) -> list[str]:
    return [one.id, words.owner(one.owner), f"{one.path}:{one.line}", words.known(one)]


def _loss(one: Loss) -> list[str]:
    doubt = ", only read" if one.how == READ else ""
    return [
        words.owner(one.feature),
        one.table,
        words.lost(one),
        words.rows(one.size),
        words.taken(one.size.bytes),
        f"{one.revision}, {one.path}:{one.line}{doubt}",
    ]


def _change(one: Change) -> list[str]:
    doubt = "" if one.certain else ", only read"
    return [
        one.table,
        "; ".join(how.removeprefix("alter: ") for how in one.how),
        words.rows(one.size),
        f"{', '.join(one.revisions)}{doubt}",
    ]


def _table(rows: list[list[str]]) -> list[str]:
    cells = [[harmless(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return [
        "  " + "  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip()
        for row in cells
    ]


def _cut(lines: list[str], most: int) -> list[str]:
    return lines[:most] + _rest(len(lines) - most)


def _rest(number: int) -> list[str]:
    return [f"  … and {number:,} more: --all"] if number > 0 else []
