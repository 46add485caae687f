"""What an upgrade does to a site, for its operator: what stops the start comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.operate.upgrade_check.remark import OPTION
from coldframe.report.site_words import became, headline, place
from coldframe.report.terminal import Style, harmless
from coldframe.report.wrapped import wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from coldframe.compat.change import Change as CompatChange
    from coldframe.operate.loss_plan import LossPlan
    from coldframe.operate.upgrade_check.remark import Change, Remark
    from coldframe.operate.upgrade_check.upgrade_check import UpgradeCheck

STOPS = "What stops the start, or is ignored"
WARNS = "What will warn"
CLIENTS = "What breaks for API clients"
PREVIEWS = "Preview features that this site uses, or that end"


def render(
    found: UpgradeCheck,
    plan: LossPlan | None = None,
    copies: Mapping[str, str] | None = None,
    *,
    style: Style | None = None,
    width: int = 120,
) -> str:
    """The sections that have something in them; ``copies`` are corrected files, by path."""
    style = style or Style()
    lines = [style.bold(harmless(headline(found)))]
    for title, remarks, paint in (
        (STOPS, found.stops, style.red),
        (WARNS, found.warns, style.yellow),
    ):
        if remarks:
            lines += ["", paint(title)]
            for remark in remarks:
                lines += _remark(remark, style, width)
    if found.clients:
        lines += ["", style.bold(CLIENTS), *_clients(found.clients, style, width)]
    if found.changes:
        lines += ["", style.bold(PREVIEWS), *_changes(found.changes, width)]
    if plan is not None:
        from coldframe.report.loss_text import render as losses

        told = losses(plan, style=style, width=max(width - 2, 40))
        lines += ["", style.bold("Data"), *(f"  {line}".rstrip() for line in told.splitlines())]
    if copies is not None and copies:
        lines += ["", style.bold("Corrected copies")]
        lines += [f"  {harmless(copy)}" for copy in copies.values()]
    if found.notes:
        lines += ["", style.dim("Notes")]
        for note in found.notes:
            lines += wrapped(harmless(note), "  ", width, "    ")
    return "\n".join(lines) + "\n"


def _remark(remark: Remark, style: Style, width: int) -> list[str]:
    named = remark.setting and remark.kind != OPTION
    what = f"{remark.setting}: {remark.what}" if named else remark.what
    lines = [f"  {style.cyan(harmless(place(remark)))}"]
    lines += wrapped(harmless(what), "    ", width, "    ")
    if remark.cuts:
        lines.append(f"    - {harmless(remark.before)}")
        lines += [f"    + {harmless(remark.after)}"] if remark.after else []
    if remark.remedy:
        lines += wrapped(harmless(remark.remedy), "    ", width, "    ")
    return lines


def _clients(clients: Sequence[tuple[str, CompatChange]], style: Style, width: int) -> list[str]:
    lines = []
    for path, change in clients:
        paint = style.red if change.severity == "error" else style.yellow
        more = f" and {len(change.others)} more" if change.others else ""
        lines.append(f"  {style.cyan(harmless(f'{path} {change.base.pointer}'))}")
        told = harmless(f"{change.subject}{more}: {change.message}")
        lines += [f"    {line}" for line in wrapped(told, "", width - 4, "  ")]
        first, *rest = wrapped(harmless(f"{change.severity}: {change.why}"), "    ", width, "    ")
        lines += [paint(first), *rest]
    return lines


def _changes(changes: Sequence[Change], width: int) -> list[str]:
    rows = [(change.feature, became(change)) for change in changes]
    longest = max(len(name) for name, _ in rows)
    show: Callable[[str], str] = harmless
    return [
        line
        for name, told in rows
        for line in wrapped(
            show(told), f"  {show(name):<{longest}}  ", width, " " * (longest + 4)
        )
    ]  # fmt: skip
