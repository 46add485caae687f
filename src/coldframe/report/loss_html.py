"""A loss plan as one page that needs nothing else: no script or style from anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from coldframe import __version__
from coldframe.report import loss_words as words
from coldframe.report.status_page import STYLE
from coldframe.report.terminal import harmless

if TYPE_CHECKING:
    from coldframe.operate.loss_plan import Loss, LossPlan


def render(plan: LossPlan, backup: Sequence[str] = ()) -> str:
    """The page: a summary, what is lost, what is touched, what runs, what is not certain."""
    title = f"Upgrade of {plan.database}"
    body = [
        f"<header><h1>{_text(title)}</h1><p>{_text(words.headline(plan))}</p>"
        f'<p class="quiet">{_text(f"{plan.engine} {plan.server}")}</p></header>',
        _summary(plan),
        _sentences("The upgrade will not go through", plan.trouble),
        _losses("Preview data that will be lost", plan.preview_losses, plan),
        _losses("Stable data that will be lost", plan.stable_losses, plan),
        _sentences("Backup", backup),
        _changes(plan),
        _pending(plan),
        _places(plan),
        _sentences("The schema is not as its revisions make it", plan.differences),
        _sentences("Notes", plan.notes),
    ]
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{_text(title)}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(part for part in body if part)
        + f"\n</main>\n<footer>Made by coldframe {_text(__version__)}.</footer>\n"
        "</body>\n</html>\n"
    )


def _text(text: str) -> str:
    return escape(harmless(text))


def _summary(plan: LossPlan) -> str:
    boxes = (
        ("revisions to run", len(plan.pending), "preview"),
        ("preview tables lose data", len({one.table for one in plan.preview_losses}), "due"),
        ("stable tables lose data", len({one.table for one in plan.stable_losses}), "overdue"),
        ("stable tables touched", len(plan.changes), "preview"),
    )
    cells = "".join(
        f'<div class="box {kind}{"" if number else " none"}"><b>{number:,}</b>'
        f" <span>{_text(name)}</span></div>"
        for name, number, kind in boxes
    )
    return f'<section class="summary" aria-label="Summary">{cells}</section>'


def _losses(title: str, losses: Sequence[Loss], plan: LossPlan) -> str:
    rows = []
    for one in losses:
        remarks = "".join(f"<small>{_text(each)}</small>" for each in words.remarks(one, plan))
        doubt = " <small>only read</small>" if one.how == "read" else ""
        rows.append(
            (
                f"{_text(one.table)}{remarks}",
                _text(words.owner(one.feature)),
                _text(words.lost(one)),
                _text(words.rows(one.size)),
                _text(words.taken(one.size.bytes)),
                f"{_text(one.revision)} <small>{_text(f'{one.path}:{one.line}')}</small>{doubt}",
            )
        )
    return _table(title, ("table", "feature", "what", "rows", "bytes", "revision"), rows)


def _changes(plan: LossPlan) -> str:
    rows = [
        (
            _text(one.table),
            "<br>".join(_text(how.removeprefix("alter: ")) for how in one.how),
            _text(words.rows(one.size)),
            _text(", ".join(one.revisions)) + ("" if one.certain else " <small>only read</small>"),
        )
        for one in plan.changes
    ]
    return _table("Stable tables that are touched", ("table", "how", "rows", "revisions"), rows)


def _pending(plan: LossPlan) -> str:
    rows = [
        (
            _text(one.id),
            _text(words.owner(one.owner)),
            _text(words.known(one) or f"ran on {plan.scratch}"),
            f"<code>{_text(f'{one.path}:{one.line}')}</code>",
        )
        for one in plan.pending
    ]
    return _table("Revisions that will run, in this order", ("revision", "owner", "known by",
                                                             "file"), rows)  # fmt: skip


def _places(plan: LossPlan) -> str:
    rows = [
        (_text(one.environment), _text(words.owner(one.feature)), _text(words.where(one)))
        for one in plan.places
    ]
    return _table("Where the database stands", ("list", "owner", "revision"), rows)


def _table(title: str, names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return ""
    head = "".join(f'<th scope="col">{_text(name)}</th>' for name in names)
    body = "\n".join(
        "<tr>"
        + "".join(
            f'<td data-label="{_text(name)}">{cell}</td>'
            for name, cell in zip(names, row, strict=True)
        )
        + "</tr>"
        for row in rows
    )
    return (
        f"<section><h2>{_text(title)}</h2>\n<table><thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{body}\n</tbody></table></section>"
    )


def _sentences(title: str, sentences: Sequence[str]) -> str:
    if not sentences:
        return ""
    items = "".join(f"<li>{_text(each)}</li>" for each in sentences)
    return f"<section><h2>{_text(title)}</h2><ul>{items}</ul></section>"
