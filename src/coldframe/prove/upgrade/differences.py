"""What is not the same in two ledgers of a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from coldframe.declare.settings import Rewrite
from coldframe.prove.upgrade.ledger import Ledger, Row
from coldframe.prove.upgrade.verdict import (
    ADDED,
    CHANGED,
    COLUMN_GONE,
    LOST,
    TABLE_GONE,
    Change,
)

_LONG = 60  # characters of a value that are shown


def differences(old: Ledger, new: Ledger, parts: Collection[int]) -> list[Change]:
    """What became of the rows of ``old`` in ``parts``; both have the same columns and parts.

    A value that is only of another type, as 1 and "1", is the same.
    """
    found = _Found(old)
    for part in sorted(parts):
        if old.key:
            found.by_key(
                {old.identity(row): row for row in old.part(part)},
                {new.identity(row): row for row in new.part(part)},
            )
        else:
            found.by_count(Counter(map(repr, old.part(part))), Counter(map(repr, new.part(part))))
    return found.changes()


def without_column(old: Ledger, column: str) -> Change:
    """A column that is gone: how many values went with it."""
    at = old.columns.index(column)
    rows, example = 0, None
    for part in range(old.parts):
        for row in old.part(part):
            if row[at] is not None:
                rows += 1
                example = example or row
    key = shown_key(old, example) if example else ""
    value = shown(example[at]) if example else ""
    return Change(COLUMN_GONE, old.table, column, rows, key, value)


def declared_in(change: Change, about: Sequence[Rewrite]) -> Change:
    """The change, with the entry that asks for it."""
    for each in about:
        if not each.columns or change.column in each.columns:
            if change.kind in (TABLE_GONE, COLUMN_GONE) and each.to:
                continue  # it was to be renamed, and is not there under the new name
            return change._replace(declared=each)
    return change


class _Found:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._columns: dict[int, int] = {}
        self._examples: dict[int, tuple[str, str, str]] = {}
        self._rows = {LOST: 0, ADDED: 0}
        self._keys: dict[str, str] = {}

    def by_key(self, old: Mapping[Row, Row], new: Mapping[Row, Row]) -> None:
        alike = {as_text(key): key for key in new} if old.keys() - new.keys() else {}
        met = set()
        for key, before in old.items():
            same = key if key in new else alike.get(as_text(key))
            if same is None or same not in new:
                self._count(LOST, before)
                continue
            met.add(same)
            for at, (was, now) in enumerate(zip(before, new[same], strict=True)):
                if not same_value(was, now):
                    self._columns[at] = self._columns.get(at, 0) + 1
                    self._examples.setdefault(
                        at, (shown_key(self._ledger, before), shown(was), shown(now))
                    )
        for key, row in new.items():
            if key not in met:
                self._count(ADDED, row)

    def by_count(self, old: Counter[str], new: Counter[str]) -> None:
        for kind, some in ((LOST, old - new), (ADDED, new - old)):
            for row, times in some.items():
                self._rows[kind] += times
                self._keys.setdefault(kind, row[:_LONG])

    def _count(self, kind: str, row: Row) -> None:
        self._rows[kind] += 1
        self._keys.setdefault(kind, shown_key(self._ledger, row))

    def changes(self) -> list[Change]:
        table = self._ledger.table
        found = [
            Change(CHANGED, table, self._ledger.columns[at], rows, *self._examples[at])
            for at, rows in sorted(self._columns.items())
        ]
        for kind, rows in self._rows.items():
            if rows:
                found.append(Change(kind, table, "", rows, self._keys[kind]))
        return found


def same_value(was: Any, now: Any) -> bool:
    """Whether two values say the same; their types may differ."""
    if was is None or now is None:
        return was is now
    if type(was) is type(now):
        return bool(was == now)
    try:
        if was == now or as_text(was) == as_text(now):
            return True
        if isinstance(was, bool | int | float | Decimal) and not isinstance(now, bytes):
            return Decimal(str(int(was) if isinstance(was, bool) else was)) == Decimal(str(now))
    except (TypeError, ValueError, InvalidOperation):
        return False
    return False


def as_text(value: Any) -> str:
    """``value`` as a database that keeps it as a text would."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "surrogateescape")
    if isinstance(value, tuple):
        return repr([as_text(each) for each in value])
    return str(int(value)) if isinstance(value, bool) else str(value)


def shown(value: Any) -> str:
    """``value`` as people are shown it, shortened."""
    written = "NULL" if value is None else repr(value)
    return written if len(written) <= _LONG else written[:_LONG] + "…"


def shown_key(ledger: Ledger, row: Row) -> str:
    """``id 7``: the row by its key."""
    places = ledger.key or range(min(3, len(ledger.columns)))
    return ", ".join(f"{ledger.columns[at]} {shown(row[at])}" for at in places)
