"""The inventory as one page that needs nothing else: no script or style from anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.check.inventory.story import holds_back, next_steps
from coldframe.report.numbers import counted
from coldframe.report.page import page, text
from coldframe.report.status_page import SCRIPT
from coldframe.report.status_timeline import timeline
from coldframe.report.status_words import (
    cycles_word,
    dated,
    days_distance,
    deadline,
    distance,
    findings_of_time,
    first_in,
    headline,
    span,
    whereto,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coldframe.check.inventory.records import Inventory, Row

_PLACES = 50  # places of one feature that are listed
_HEADINGS = (
    "feature", "stage", "first in", "age", "deadline", "last change", "size", "tests", "docs",
    "reached", "owner",
)  # fmt: skip


def render(inventory: Inventory) -> str:
    """The page: a summary, the timeline, the table, each feature, what has left, the notes."""
    title = f"Preview features of {inventory.name}"
    body = [
        f"<header><h1>{text(title)}</h1><p>{text(headline(inventory))}</p>"
        f"<p class=quiet>{text(_moment(inventory))}</p></header>",
        _summary(inventory),
        _picture(inventory),
        _table(inventory.rows),
        _departed(inventory),
        _details(inventory.rows),
        _notes(inventory),
    ]
    return page(title, body, script=SCRIPT)


def _moment(inventory: Inventory) -> str:
    parts = [f"Seen on {inventory.today}"]
    if inventory.now is not None:
        parts.append(f"at release {dated(inventory.now)}")
    rule = f"a feature has {counted(inventory.cycles, 'cycle')} to end"
    return f"{', '.join(parts)}; {rule}, and a cycle is one {inventory.calendar.cycle} release."


def _summary(inventory: Inventory) -> str:
    stages = dict.fromkeys(["overdue", "due", "preview"])
    stages |= dict.fromkeys(row.stage for row in inventory.rows)
    boxes = [(stage, inventory.count(stage)) for stage in stages]
    boxes.append(("left the tree", len(inventory.departed)))
    reached = sum(len(row.reached_by) for row in inventory.rows)
    boxes.append(("places in stable code", reached + len(inventory.shared_reached_by)))
    cells = "".join(
        f'<div class="box {text(name.partition(" ")[0])}{"" if number else " none"}">'
        f"<b>{number:,}</b> <span>{text(name)}</span></div>"
        for name, number in boxes
    )
    return f'<section class="summary" aria-label="Summary">{cells}</section>'


def _picture(inventory: Inventory) -> str:
    drawn = timeline(inventory)
    if not drawn:
        return ""
    return (
        "<section><h2>Timeline</h2>"
        '<p class="quiet key"><span><i class="bar"></i> in preview</span>'
        '<span><i class="overdue-part"></i> after its deadline</span>'
        '<span><i class="ahead"></i> up to its deadline</span>'
        '<span><i class="gone"></i> has left the tree or moved</span></p>'
        f'<div class="wide" tabindex="0">{drawn}</div></section>'
    )


def _table(rows: Sequence[Row]) -> str:
    if not rows:
        return ""
    head = "".join(f'<th scope="col">{text(name)}</th>' for name in _HEADINGS)
    body = "\n".join(_line(row) for row in rows)
    return (
        "<section><h2>Features</h2>"
        f'<table class="features"><thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table>'
        "</section>"
    )


def _line(row: Row) -> str:
    age = "" if row.age is None else cycles_word(row.age.cycles)
    days = "" if row.age is None or row.age.days is None else f"{row.age.days:,} days"
    ends = deadline(row)
    left = row.cycles_left if row.cycles_left is not None and ends else ""
    cells: list[tuple[str, object]] = [
        (f'<a href="#{_anchor(row)}">{text(row.label)}</a>', row.name),
        (f'<span class="stage {text(row.stage)}">{text(row.stage)}</span>', ""),
        (_two(first_in(row) if row.first else "–", row.first.day if row.first else ""),
         row.first.day if row.first else ""),
        (_two(age or "–", days), row.age.cycles if row.age else -1),
        (_two(ends or "–", distance(row) if ends else ""), left),
        (_two(row.last_day or "–", row.last_author), row.last_day),
        (_two(counted(row.lines, "line"), counted(row.files, "file")), row.lines),
        ("?" if row.tests is None else str(len(row.tests)), len(row.tests or ())),
        ("?" if row.docs is None else str(len(row.docs)), len(row.docs or ())),
        (f'<span class="{"bad" if row.reached_by else ""}">{len(row.reached_by)}</span>',
         len(row.reached_by)),
        (_two(", ".join(row.owners) or "–", "by commits" if row.owners_from == "authors" else ""),
         row.owners[0] if row.owners else ""),
    ]  # fmt: skip
    tds = "".join(
        f'<td data-label="{text(name)}" data-sort="{text(str(key))}">{content}</td>'
        for name, (content, key) in zip(_HEADINGS, cells, strict=True)
    )
    return f"<tr>{tds}</tr>"


def _two(first: str, second: str) -> str:
    small = f" <small>{text(second)}</small>" if second else ""
    return f"{text(first)}{small}"


def _anchor(row: Row) -> str:
    return text(f"feature-{row.feature.module}")


def _details(rows: Sequence[Row]) -> str:
    if not rows:
        return ""
    return (
        '<section class="stories"><h2>Feature by feature</h2>'
        + "\n".join(map(_story, rows))
        + "</section>"
    )


def _story(row: Row) -> str:
    feature, said = row.feature, row.feature.declaration
    parts = [
        f"<summary>{text(feature.module)} <span class=quiet>{text(row.stage)}</span></summary>"
    ]
    if said and (said.title or said.summary):
        parts.append(f"<p>{text(' – '.join(p for p in (said.title, said.summary) if p))}</p>")
    facts = [("path", feature.path), ("first in", dated(row.first) or "no release yet")]
    if deadline(row):
        far = ", ".join(part for part in (distance(row), days_distance(row)) if part)
        facts.append(("deadline", f"{dated(row.deadline.release)}{': ' if far else ''}{far}"))
    if row.changed_in:
        facts.append(("changed in", ", ".join(release.version for release in row.changed_in)))
    if said and said.spec:
        facts.append(("spec", said.spec))
    if feature.forwards_to:
        facts.append(("moved to", feature.forwards_to))
    parts.append(
        "<dl>" + "".join(f"<dt>{text(k)}</dt><dd>{text(v)}</dd>" for k, v in facts) + "</dl>"
    )
    parts += [f"<p>{text(sentence)}</p>" for sentence in findings_of_time(row)]
    held = holds_back(row)
    if held:
        parts.append("<h3>What holds it back</h3>" + _list(held))
    parts.append("<h3>What to do next</h3>" + _list(next_steps(row)))
    if row.reached_by:
        shown = "".join(
            f"<li><code>{text(f'{r.path}:{r.line}')}</code><br>"
            f"<code class=quiet>{text(r.text)}</code>"
            for r in row.reached_by[:_PLACES]
        )
        more = len(row.reached_by) - _PLACES
        parts.append(f"<h3>Reached from stable code</h3><ul>{shown}</ul>")
        if more > 0:
            parts.append(f"<p class=quiet>and {more:,} more places</p>")
    return f'<details id="{_anchor(row)}">{"".join(parts)}</details>'


def _list(sentences: Sequence[str]) -> str:
    return "<ul>" + "".join(f"<li>{text(sentence)}" for sentence in sentences) + "</ul>"


def _departed(inventory: Inventory) -> str:
    if not inventory.departed:
        return ""
    rows = "".join(
        f"<li><b>{text(one.name)}</b> {text(span(one))}; {text(whereto(one))}"
        for one in inventory.departed
    )
    return f"<section><h2>Left the tree</h2><ul>{rows}</ul></section>"


def _notes(inventory: Inventory) -> str:
    notes = list(inventory.notes) + [f"{path}: {why}" for path, why in inventory.unread]
    if inventory.shared:
        notes.insert(0, f"Shared by several features, none itself: {', '.join(inventory.shared)}")
    notes += [
        f"{r.path}:{r.line} in stable code reaches into the preview tree, into no feature of it:"
        f" {r.text}"
        for r in inventory.shared_reached_by[:_PLACES]
    ]
    return f"<section><h2>Notes</h2>{_list(notes)}</section>" if notes else ""
