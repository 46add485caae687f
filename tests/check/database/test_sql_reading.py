"""What SQL touches, in three dialects, and what cannot be parsed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coldframe.check.database.sql_reading import touches

CASES = [
    ("mysql", "ALTER TABLE a ADD CONSTRAINT x FOREIGN KEY(b) REFERENCES c (id)", "alter a, refer to c"),
    ("mysql", "ALTER TABLE a RENAME TO b", "rename a"),
    ("mysql", "RENAME TABLE a TO b, c TO d", "rename a, rename c"),
    ("mysql", "DROP INDEX x ON t", "alter t"),
    ("mysql", "DROP TABLE a, b", "drop a, drop b"),
    ("mysql", "UPDATE a, b SET a.x = b.x WHERE a.id = b.id", "update a, read b"),
    ("mysql", "DELETE a FROM a JOIN b ON a.id = b.id", "delete from a, read b"),
    ("mysql", "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW INSERT INTO b VALUES (1)", "refer to a, refer to b"),
    ("mysql", "REPLACE INTO a VALUES (1)", "insert into a"),
    ("mysql", "SHOW CREATE TABLE `a`", ""),
    ("postgresql", "TRUNCATE a, b", "delete from a, delete from b"),
    ("postgresql", "CREATE VIEW v AS SELECT * FROM a JOIN b USING (id)", "refer to a, refer to b"),
    ("postgresql", "SELECT relname FROM pg_catalog.pg_class WHERE relname = %(n)s::VARCHAR", ""),
    ("postgresql", "INSERT INTO a (x) VALUES (%(x)s::INTEGER) RETURNING a.id", "insert into a"),
    ("sqlite", "INSERT INTO a SELECT * FROM b WHERE x = ?", "insert into a, read b"),
    ("sqlite", "WITH w AS (SELECT * FROM b) DELETE FROM a WHERE id IN (SELECT id FROM w)", "delete from a, read b"),
    ("sqlite", 'PRAGMA main.table_info("a")', ""),
    ("sqlite", "CREATE TABLE a (x INTEGER REFERENCES b (id), FOREIGN KEY(x) REFERENCES c (id))", "create a, refer to b, refer to c"),
]  # fmt: skip


@pytest.mark.parametrize(("dialect", "sql", "expected"), CASES)
def test_touches(dialect: str, sql: str, expected: str) -> None:
    found = touches(sql, dialect, {"a", "b"})
    assert sorted(f"{t.act} {t.table}" for t in found) == sorted(filter(None, expected.split(", ")))


def test_a_change_without_a_condition_is_told() -> None:
    assert touches("UPDATE a SET x = 1", "sqlite")[0].whole
    assert not touches("UPDATE a SET x = 1 WHERE y = 2", "sqlite")[0].whole
    assert touches("DELETE FROM a", "mysql")[0].whole


def test_a_dropped_column_is_told() -> None:
    assert touches("ALTER TABLE a DROP COLUMN b", "mysql")[0].detail == "drop column b"
    assert touches("ALTER TABLE a DROP FOREIGN KEY f", "mysql")[0].detail.startswith("drop foreign")


@given(st.text(), st.sampled_from(["sqlite", "mysql", "postgresql"]))
def test_no_text_breaks_it(sql: str, dialect: str) -> None:
    touches(sql, dialect, {"a"})
