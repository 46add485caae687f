"""Failures as text: a table of signatures, then each of the most frequent with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.report.blame_words import (
    bystanders,
    compared,
    failure,
    followed,
    headline,
    known_rows,
    shown_notes,
    span,
    victims,
    where,
)
from coldframe.report.numbers import counted, listed
from coldframe.report.terminal import Style, harmless
from coldframe.report.wrapped import wrapped

if TYPE_CHECKING:
    from coldframe.prove.triage.blame import Blame
    from coldframe.prove.triage.tally import Group

_OWNER = 28


def render(found: Blame, *, top: int = 20, style: Style | None = None, width: int = 120) -> str:
    """The summary, the table, the stories, the details and the notes."""
    style = style or Style()
    lines = [style.bold(headline(found))]
    shown = found.groups[:top]
    if shown:
        lines += ["", *_table(shown, style, width)]
    if len(found.groups) > top:
        lines.append(style.dim(f"and {counted(len(found.groups) - top, 'signature')} more: --top"))
    known = known_rows(found)
    if known:
        wide = max(len(harmless(row[0])) for row in known)
        lines += ["", style.dim("known bugs")]
        lines += [
            f"  {harmless(bug):<{wide}}  {harmless(listed(count, runs, query))}"
            for bug, count, runs, query in known
        ]
    lines += _tests(found, top, style, width)
    for story in found.stories:
        lines += ["", *wrapped(harmless(followed(story)), "", width, "  ")]
        lines += [
            f"  {group.signature.digest}  {_cut(failure(group), width - 16)}"
            for group in story.followed
        ]
    for group in shown:
        lines += ["", *_detail(found, group, style, width)]
    notes = shown_notes(found)
    lines += [""] * bool(notes) + [
        line for note in notes for line in wrapped(harmless(note), "note: ", width, "  ")
    ]
    return "\n".join(lines) + "\n"


def _table(groups: tuple[Group, ...], style: Style, width: int) -> list[str]:
    names = [harmless(group.culprit.name or "nobody") for group in groups]
    wide = min(_OWNER, max(map(len, [*names, "culprit"])))
    number = max(len(f"{group.count:,}") for group in groups)
    number = max(number, len("times"))
    lines = [style.dim(f"{'times':>{number}}  {'culprit':<{wide}}  {'signature':<12}  failure")]
    for group, name in zip(groups, names, strict=True):
        short = _cut(name, wide)
        room = max(20, width - number - wide - 18)
        feature = group.culprit.kind == "feature"
        shown = style.red(f"{short:<{wide}}") if feature else f"{short:<{wide}}"
        lines.append(
            f"{group.count:>{number},}  {shown}  {group.signature.digest}"
            f"  {_cut(failure(group), room)}"
        )
    return lines


def _tests(found: Blame, top: int, style: Style, width: int) -> list[str]:
    if not found.tests:
        return []
    shown = found.tests[:top]
    names = [_cut(test.culprit.name or "nobody", _OWNER) for test in shown]
    wide = max(map(len, names))
    lines = ["", style.dim("failed tests")]
    for test, name in zip(shown, names, strict=True):
        lines.append(f"  {name:<{wide}}  {_cut(test.name, width - wide - 4)}")
        because = wrapped(harmless(test.because), "", width, " " * (wide + 4))
        lines += [f"{' ' * (wide + 4)}{because[0]}", *because[1:]]
    if len(found.tests) > top:
        lines.append(style.dim(f"and {counted(len(found.tests) - top, 'test')} more: --top"))
    return lines


def _detail(found: Blame, group: Group, style: Style, width: int) -> list[str]:
    lines = [f"{style.bold(group.signature.digest)}  {_cut(failure(group), width - 14)}"]

    def row(name: str, text: str) -> None:
        if text:
            lines.extend(wrapped(harmless(text), f"  {name:<11} ", width, " " * 14))

    people = f" ({', '.join(group.people)})" if group.people else ""
    kind = "" if group.culprit.kind in ("package", "library") else f", {group.culprit.kind}"
    row("culprit", f"{group.culprit.name or 'nobody'}{kind}{people}")
    row("because", group.because)
    if group.frame is not None:
        row("frame", f"{group.frame.path}:{group.frame.line} in {group.frame.function}")
    row("victims", ", ".join(victims(group)))
    row("bystanders", ", ".join(bystanders(group)))
    row("known", ", ".join(found.bugs_of(group)))
    row("runs", compared(found, group))
    row("when", span(group))
    if group.places:
        more = f" and {counted(group.count - 1, 'more place')}" if group.count > 1 else ""
        row("seen at", f"{where(group.places[0])}{more}")
    if group.cut:
        row("cut", f"{group.cut:,} of them are not whole")
    story = found.story_of(group)
    if story is not None and group is not story.death:
        row("story", f"followed the death of {story.death.culprit.name or 'a process'}")
    return lines


def _cut(text: str, room: int) -> str:
    text = harmless(text)
    return text if len(text) <= room else f"{text[: max(room - 1, 1)]}…"
