"""The columns of the table, and which give way when there is little room."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from coldframe.report.status_words import deadline, first_in, owners
from coldframe.report.terminal import harmless

if TYPE_CHECKING:
    from coldframe.check.inventory.records import Row

_GAP = 2
_NARROWEST = 8  # characters to which a text column may be cut


class Column(NamedTuple):
    """A column: its heading, what stands in it, and whether numbers are set to the right."""

    heading: str
    cell: Callable[[Row], str]
    right: bool = False


def _age(row: Row) -> str:
    return "" if row.age is None else str(row.age.cycles)


def _days(row: Row) -> str:
    return "" if row.age is None or row.age.days is None else f"{row.age.days:,}"


def _left(row: Row) -> str:
    if not deadline(row) or row.cycles_left is None:
        return ""
    return f"{row.cycles_left:+d}" if row.cycles_left else "0"


def _left_days(row: Row) -> str:
    if not deadline(row) or row.days_left is None:
        return ""
    return f"{row.days_left:+,d}" if row.days_left else "0"


def _number(values: Sequence[object] | None) -> str:
    return "?" if values is None else str(len(values))


COLUMNS = {
    "feature": Column("FEATURE", lambda row: row.label),
    "stage": Column("STAGE", lambda row: row.stage),
    "first": Column("FIRST IN", first_in),
    "age": Column("CYCLES", _age, True),
    "days": Column("DAYS", _days, True),
    "deadline": Column("DEADLINE", deadline),
    "left": Column("LEFT", _left, True),
    "left_days": Column("DAYS LEFT", _left_days, True),
    "changed": Column("CHANGED", lambda row: row.last_day),
    "lines": Column("LINES", lambda row: f"{row.lines:,}", True),
    "files": Column("FILES", lambda row: str(row.files), True),
    "tests": Column("TESTS", lambda row: _number(row.tests), True),
    "docs": Column("DOCS", lambda row: _number(row.docs), True),
    "reached": Column("REACHED", lambda row: str(len(row.reached_by)), True),
    "owner": Column("OWNER", owners),
}
# What gives way first when the terminal is narrow; the rest is cut.
GIVING_WAY = (
    "left_days", "files", "days", "changed", "docs", "tests", "owner", "lines", "first", "age",
    "reached", "left",
)  # fmt: skip


class Table(NamedTuple):
    """Headings, rows of cells, widths, and the names of the columns that gave way.

    ``full`` is the width at which none would.
    """

    columns: list[Column]
    cells: list[list[str]]
    widths: list[int]
    dropped: list[str]
    full: int


def table(rows: Sequence[Row], width: int) -> Table:
    """The table that fits ``width``: columns give way, then the features' names are cut."""
    shown = dict(COLUMNS)
    cells = {name: [harmless(column.cell(row)) for row in rows] for name, column in COLUMNS.items()}
    needed = {
        name: max([len(column.heading), *map(len, cells[name])]) for name, column in shown.items()
    }
    needed["owner"] = min(needed["owner"], 30)
    full = _total(needed, shown)
    dropped = []
    for name in GIVING_WAY:
        room = width - _total(needed, shown)
        if room >= 0:
            break
        if name == "owner" and needed["owner"] + room >= _NARROWEST:
            needed["owner"] += room
            break
        del shown[name]
        dropped.append(name)
    for name in reversed(dropped):  # what is narrow may fit beside what was wide
        if _total(needed, {**shown, name: COLUMNS[name]}) <= width:
            shown[name] = COLUMNS[name]
    dropped = [name for name in dropped if name not in shown]
    shown = {name: column for name, column in COLUMNS.items() if name in shown}
    room = width - _total(needed, shown)
    if room < 0:
        needed["feature"] = max(_NARROWEST, needed["feature"] + room)
    names = list(shown)
    return Table(
        [shown[name] for name in names],
        [[_cell(name, cells[name][i], needed[name]) for name in names] for i in range(len(rows))],
        [needed[name] for name in names],
        dropped,
        full,
    )


def _cell(column: str, text: str, width: int) -> str:
    return cut_name(text, width) if column == "feature" else cut(text, width)


def cut_name(name: str, width: int) -> str:
    """``name`` in at most ``width`` characters: of a module's name, the end."""
    if len(name) <= width or "." not in name:
        return cut(name, width)
    return "…" + name[len(name) - width + 1 :]


def cut(text: str, width: int) -> str:
    """``text`` in at most ``width`` characters."""
    return text if len(text) <= width else text[: max(width - 1, 0)] + "…"


def _total(needed: dict[str, int], shown: dict[str, Column]) -> int:
    return sum(needed[name] for name in shown) + _GAP * (len(shown) - 1)
