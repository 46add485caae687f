"""A loss plan as one page that needs nothing else: no script or style from anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coldframe.report import loss_words as words
from coldframe.report.page import page, sentences, summary, table, text

if TYPE_CHECKING:
    from coldframe.operate.loss_plan import Loss, LossPlan


def render(plan: LossPlan, backup: Sequence[str] = ()) -> str:
    """The page: a summary, what is lost, what is touched, what runs, what is not certain."""
    title = f"Upgrade of {plan.database}"
    body = [
        f"<header><h1>{text(title)}</h1><p>{text(words.headline(plan))}</p>"
        f'<p class="quiet">{text(f"{plan.engine} {plan.server}")}</p></header>',
        _summary(plan),
        sentences("The upgrade will not go through", plan.trouble),
        _losses("Preview data that will be lost", plan.preview_losses, plan),
        _losses("Stable data that will be lost", plan.stable_losses, plan),
        sentences("Backup", backup),
        _changes(plan),
        _pending(plan),
        _places(plan),
        sentences("The schema is not as its revisions make it", plan.differences),
        sentences("Notes", plan.notes),
    ]
    return page(title, body)


def _summary(plan: LossPlan) -> str:
    boxes = (
        ("revisions to run", len(plan.pending), "preview"),
        ("preview tables lose data", len({one.table for one in plan.preview_losses}), "due"),
        ("stable tables lose data", len({one.table for one in plan.stable_losses}), "overdue"),
        ("stable tables touched", len(plan.changes), "preview"),
    )
    return summary(boxes)


def _losses(title: str, losses: Sequence[Loss], plan: LossPlan) -> str:
    rows = []
    for one in losses:
        remarks = "".join(f"<small>{text(each)}</small>" for each in words.remarks(one, plan))
        doubt = " <small>only read</small>" if one.how == "read" else ""
        rows.append(
            (
                f"{text(one.table)}{remarks}",
                text(words.owner(one.feature)),
                text(words.lost(one)),
                text(words.rows(one.size)),
                text(words.taken(one.size.bytes)),
                f"{text(one.revision)} <small>{text(f'{one.path}:{one.line}')}</small>{doubt}",
            )
        )
    return table(title, ("table", "feature", "what", "rows", "bytes", "revision"), rows)


def _changes(plan: LossPlan) -> str:
    rows = [
        (
            text(one.table),
            "<br>".join(text(how.removeprefix("alter: ")) for how in one.how),
            text(words.rows(one.size)),
            text(", ".join(one.revisions)) + ("" if one.certain else " <small>only read</small>"),
        )
        for one in plan.changes
    ]
    return table("Stable tables that are touched", ("table", "how", "rows", "revisions"), rows)


def _pending(plan: LossPlan) -> str:
    rows = [
        (
            text(one.id),
            text(words.owner(one.owner)),
            text(words.known(one) or f"ran on {plan.scratch}"),
            f"<code>{text(f'{one.path}:{one.line}')}</code>",
        )
        for one in plan.pending
    ]
    return table("Revisions that will run, in this order", ("revision", "owner", "known by",
                                                             "file"), rows)  # fmt: skip


def _places(plan: LossPlan) -> str:
    rows = [
        (text(one.environment), text(words.owner(one.feature)), text(words.where(one)))
        for one in plan.places
    ]
    return table("Where the database stands", ("list", "owner", "revision"), rows)
