"""Rows of two moments are told apart, whatever part of the ledger they are in."""

from __future__ import annotations

from decimal import Decimal

from coldframe.prove.upgrade.differences import differences
from coldframe.prove.upgrade.ledger import Ledger, Row

ROWS = [(n, f"name {n}", Decimal(n) / 4) for n in range(9000)]  # two parts


def filled(rows: list[Row]) -> Ledger:
    ledger = Ledger("beds", ("id", "name", "wet"), ("id",), 9000)
    ledger.fill(rows)
    return ledger


def compared(rows: list[Row]) -> list[tuple[str, str, int]]:
    old, new = filled(ROWS), filled(rows)
    parts = old.other_parts(rows)
    return [(each.kind, each.column, each.rows) for each in differences(old, new, parts)]


def test_the_order_does_not_count() -> None:
    assert filled(ROWS).other_parts(reversed(ROWS)) == set()


def test_one_changed_value_in_a_large_table() -> None:
    changed = [*ROWS[:-2], (8998, "other", Decimal(0)), ROWS[-1]]
    assert compared(changed) == [("changed", "name", 1), ("changed", "wet", 1)]


def test_a_key_of_another_type_is_the_same_row() -> None:
    assert compared([(str(key), *rest) for key, *rest in ROWS]) == []


def test_rows_without_a_column() -> None:
    less = filled(ROWS).with_columns(["id", "wet"])
    assert (less.count, less.layout) == (9000, (("id", "wet"), ("id",)))
    assert less.other_parts((key, wet) for key, _, wet in ROWS) == set()
    assert filled(ROWS).with_columns(["name", "wet"]).layout.key == ()
