"""A type that holds less is told from one that is only spelt another way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coldframe.check.database.narrowing import narrows

NARROW = [
    ("VARCHAR(40)", "VARCHAR(20)"), ("TEXT", "VARCHAR(255)"), ("LONGTEXT", "TEXT"),
    ("BIGINT", "INTEGER"), ("INTEGER(11)", "TINYINT(1)"), ("INTEGER", "INTEGER UNSIGNED"),
    ("NUMERIC(10, 2)", "NUMERIC(10, 1)"), ("NUMERIC(10, 2)", "NUMERIC(8, 2)"),
    ("DOUBLE PRECISION", "REAL"), ("DATETIME", "DATE"), ("VARCHAR(9)", "INTEGER"),
    ("ENUM('a','b')", "ENUM('a')"), ("ENUM('long')", "VARCHAR(2)"), ("FLOAT", "INTEGER"),
]  # fmt: skip
WIDE = [
    ("VARCHAR(20)", "VARCHAR(40)"), ("VARCHAR(255)", "TEXT"), ("INTEGER(11)", "INTEGER(10)"),
    ("VARCHAR(20) COLLATE utf8mb4_bin", "VARCHAR(20)"), ("INTEGER", "BIGINT(20)"),
    ("BOOLEAN", "SMALLINT"), ("TINYINT(1)", "BOOL"), ("DATE", "DATETIME"), ("TEXT", "TEXT"),
    ("ENUM('a')", "ENUM('a','b')"), ("ENUM('ab')", "VARCHAR(2)"), ("INTEGER", "NUMERIC(10, 2)"),
    ("VARCHAR(100000)", "TEXT"), ("JSON", "TEXT"), ("UUID", "CHAR(36)"), ("INTEGER", "VARCHAR(9)"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), NARROW)
def test_what_holds_less(before: str, after: str) -> None:
    assert narrows(before, after)


@pytest.mark.parametrize(("before", "after"), WIDE)
def test_what_holds_as_much(before: str, after: str) -> None:
    assert not narrows(before, after)


@given(st.text(), st.text())
def test_no_text_breaks_it_and_nothing_is_narrower_than_itself(before: str, after: str) -> None:
    narrows(before, after)
    assert not narrows(before, before)
