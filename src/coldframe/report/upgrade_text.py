"""What an upgrade keeps, for people: a line per passage, then every step that has something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from coldframe.prove.upgrade.verdict import CHANGED, COLUMN_GONE, LOST, TABLE_GONE, WRONG
from coldframe.report.numbers import counted, enumerated
from coldframe.report.terminal import Style, harmless
from coldframe.report.wrapped import wrapped

if TYPE_CHECKING:
    from coldframe.prove.upgrade.verdict import Change, Lock, Passage, StepShown, Stopped, Verdict

_LONG = 300  # characters of a statement or an error that are shown
_MANY = 5  # locks of one passage that are shown; and notes on tables of one kind


def render(
    verdict: Verdict, *, style: Style | None = None, width: int = 100, everything: bool = False
) -> str:
    """All passages, what each step changed and locked, and the verdict.

    ``everything`` shows every step, every lock and every note.
    """
    style = style or Style()
    width = max(60, min(width, 120))
    lines: list[str] = []
    told: dict[str, list[str]] = {}
    for passage in verdict.passages:
        lines += [_head(passage, style)]
        body = [*_body(passage, style, width, everything)]
        key = "\n".join((passage.database, *body))
        if key in told and body:
            body = [f"  as with the previews {enumerated(told[key])}"]
        told.setdefault(key, []).append(passage.previews)
        lines += [*body, *_locks(passage, width, everything), ""]
    lines += _notes(verdict, width, everything)
    lines.append(_end(verdict, style))
    return "\n".join(lines) + "\n"


def _head(passage: Passage, style: Style) -> str:
    steps = [each for each in passage.steps if each.path]
    word = style.green("kept") if passage.kept else style.red("NOT KEPT")
    if passage.stopped is not None:
        word = style.red("STOPS")
    return (
        f"{style.bold(passage.database)}, previews {passage.previews}: {word};"
        f" {counted(len(steps), 'revision')}, {counted(passage.tables, 'stable table')},"
        f" {counted(passage.rows, 'row')}, {passage.seconds:.1f} s"
        + (f", from {enumerated(_few(passage.starts))}" if passage.starts else "")
    )


def _few(starts: Sequence[str]) -> list[str]:
    return list(starts) if len(starts) <= _MANY else [starts[0], "…", *starts[-2:]]


def _body(passage: Passage, style: Style, width: int, everything: bool) -> Iterator[str]:
    for step in passage.steps:
        if everything or step.changes or step.refused:
            yield from _step(step, style, width)
    stopped = passage.stopped
    if stopped is not None:
        yield f"  {style.cyan(harmless(f'{stopped.path}:{stopped.line}'))}"
        sql = f"; the statement: {_short(stopped.sql)}" if stopped.sql else ""
        told = f"{stopped.revision} stops, also on empty tables: {_short(stopped.why)}{sql}"
        yield from wrapped(harmless(told), "    ", width)
        yield from wrapped(_proven(passage, stopped), "    ", width)


def _proven(passage: Passage, stopped: Stopped) -> str:
    """How much of the list is proven: what ran on empty tables proves nothing."""
    before = [each for each in passage.steps if each.path and each.revision != stopped.revision]
    empty = sum(each.rows == "none" for each in before)
    told = f"of the {counted(len(before), 'revision')} before it, {len(before) - empty} are proven"
    if empty:
        told += f" and {empty} ran on empty tables"
    return f"{told}; it and the {stopped.left} after it are not proven"


def _step(step: StepShown, style: Style, width: int) -> Iterator[str]:
    yield f"  {harmless(step.revision)}  {style.cyan(harmless(step.path))}"
    if step.refused:
        on = "with plain ones" if step.rows == "plain" else "on empty tables, which proves nothing"
        word = "declared" if step.accepted else style.red("refused")
        told = f"it fails on made-up rows, and ran {on}: {_short(step.refused)}"
        yield from wrapped(f"{word}  {harmless(told)}", "    ", width, "             ")
    shown = [(_where(each), _what(each), each) for each in step.changes]
    wide = max((len(where) for where, _, _ in shown), default=0)
    for where, what, change in shown:
        mark = "  " if change.harmless else style.red("! ")
        yield from wrapped(
            harmless(what), f"    {mark}{harmless(where).ljust(wide)}  ", width, " " * (8 + wide)
        )
        if change.declared is not None:
            reason = f"declared: {change.declared.reason}"
            yield from wrapped(harmless(reason), " " * (8 + wide), width)
    if not shown and not step.refused:
        yield f"      {style.dim('all stable rows are as they were')}"


def _where(change: Change) -> str:
    return f"{change.table}.{change.column}" if change.column else change.table


def _what(change: Change) -> str:
    rows = counted(change.rows, "row")
    example = f", for example {change.key}" if change.key else ""
    if change.kind == CHANGED:
        return f"{rows} changed{example}: {change.old} → {change.new}"
    if change.kind == WRONG:
        return f"{rows} not as declared{example}: {change.new} instead of {change.old}"
    if change.kind == COLUMN_GONE:
        value = f": {change.old}" if change.old else ""
        return f"the column is gone, with {counted(change.rows, 'value')}{example}{value}"
    if change.kind == TABLE_GONE:
        maybe = f"; {change.new} has the same columns" if change.new else ""
        return f"the table is gone, with {rows}{maybe}"
    return f"{rows} {'gone' if change.kind == LOST else 'more'}{example}"


def _locks(passage: Passage, width: int, everything: bool) -> Iterator[str]:
    found: list[tuple[Lock, StepShown]] = [
        (lock, step) for step in passage.steps for lock in step.locks
    ]
    found.sort(key=lambda each: -each[0].seconds)
    shown = found if everything else found[:_MANY]
    if shown:
        yield "  longest locks seen, at this number of rows:"
    wide = max((len(lock.table) for lock, _ in shown), default=0)
    for lock, step in shown:
        who = "reading and writing" if lock.reads else "writing"
        if lock.rows is not None:
            who = f"writing {counted(lock.rows, 'row')}"
        yield (
            f"    {lock.seconds:7.2f} s  {harmless(lock.table).ljust(wide)}  {who.ljust(19)}"
            f"  {harmless(step.revision)}"
        )
    unseen = sum(1 for each in passage.steps if each.path and not each.looks)
    if unseen:
        yield from wrapped(
            f"of {counted(unseen, 'step')} no lock could be looked at: they were over within"
            " 20 ms, or no second connection could be had",
            "  ",
            width,
        )


def _notes(verdict: Verdict, width: int, everything: bool) -> Iterator[str]:
    for note in verdict.notes:
        yield from wrapped(harmless(note), "note: ", width, "      ")
    without: dict[tuple[str, str], None] = {}
    for passage in verdict.passages:
        for table, why in passage.unseeded.items():
            without[f"{passage.database}: {table}", why] = None
    shown = list(without) if everything else list(without)[:_MANY]
    for table, why in shown:
        told = f"{table} has not all its rows: {_short(why)}"
        yield from wrapped(harmless(told), "note: ", width, "      ")
    if len(shown) < len(without):
        yield f"note: and {len(without) - len(shown)} more tables, see --all"
    if verdict.notes or without:
        yield ""


def _end(verdict: Verdict, style: Style) -> str:
    if verdict.kept:
        return style.green("Every stable row is kept, or changed as declared.")
    bad = [each for each in verdict.passages if not each.kept]
    return style.red(f"Not proven in {len(bad)} of {counted(len(verdict.passages), 'walk')}.") + (
        " What is meant to change is declared in database.rewrites of the settings."
    )


def _short(text: str) -> str:
    return text if len(text) <= _LONG else text[:_LONG] + " …"
