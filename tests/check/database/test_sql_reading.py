"""What SQL touches, in three dialects, and what cannot be parsed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coldframe.check.database.sql_reading import touches
from coldframe.check.database.statement import Touch

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


def one(sql: str, dialect: str = "postgresql") -> Touch:
    return touches(sql, dialect, {"a", "b"})[0]


@pytest.mark.parametrize(
    ("dialect", "sql"),
    [
        ("postgresql", "ALTER TABLE a RENAME x TO y"),
        ("postgresql", 'ALTER TABLE s."a" RENAME "x" TO "y"'),
        ("postgresql", "ALTER TABLE a RENAME COLUMN x TO y"),
        ("mysql", "ALTER TABLE a CHANGE x y VARCHAR(5) NULL"),
        ("mysql", "ALTER TABLE a RENAME COLUMN x TO y"),
        ("sqlite", "ALTER TABLE a RENAME COLUMN x TO y"),
    ],
)
def test_a_renamed_column_is_no_renamed_table(dialect: str, sql: str) -> None:
    assert one(sql, dialect)[:2] == ("alter", "a")
    assert one(sql, dialect).detail == "rename column x to y"


@pytest.mark.parametrize(
    ("sql", "whole"),
    [
        ("DELETE FROM a WHERE 1 = 1", True),
        ("DELETE FROM a WHERE TRUE", True),
        ("DELETE FROM a WHERE x = %(x)s", False),
        ("DELETE FROM a WHERE EXISTS (SELECT 1)", False),
        ("UPDATE a SET x = b.x FROM b WHERE a.id = b.id", False),
        ("UPDATE a SET x = %(x)s", True),
        ("TRUNCATE a", True),
    ],
)
def test_a_condition_about_no_column_is_none(sql: str, whole: bool) -> None:
    assert one(sql).whole == whole


def test_a_join_is_a_condition() -> None:
    assert not one("UPDATE a JOIN b ON a.i = b.i SET a.x = b.y", "mysql").whole
    assert not one("DELETE a FROM a JOIN b ON a.id = b.id", "mysql").whole
    assert one("UPDATE a, b SET a.x = b.x", "mysql").whole
    assert one("DELETE a FROM a", "mysql").whole
    assert one("ALTER TABLE a TRUNCATE PARTITION p", "mysql") == Touch(
        "delete from", "a", whole=True
    )


@pytest.mark.parametrize(
    ("sql", "columns"),
    [
        ("UPDATE a SET x = y, z = 1", (("x", "y"), ("z", ""))),
        ("UPDATE a SET x = COALESCE(x, 1)", ()),
        ("UPDATE a SET x = COALESCE(y, x)", (("x", ""),)),
        ("INSERT INTO a (x, y) SELECT CAST(b.z AS INTEGER), 1 FROM b", (("x", "z"), ("y", ""))),
        ("INSERT INTO a SELECT * FROM b", (("*", "*"),)),
        ("INSERT INTO a (x) VALUES (1)", ()),
        ("SELECT x, lower(y) FROM a", (("", "x"), ("", "y"))),
    ],
)
def test_columns_that_are_written_and_read(sql: str, columns: tuple[tuple[str, str], ...]) -> None:
    assert one(sql).columns == columns


def acts(sql: str, dialect: str = "postgresql") -> list[str]:
    return sorted(
        f"{t.act} {t.table} {t.by} {t.detail}".strip() for t in touches(sql, dialect, {"a", "b"})
    )


def test_triggers_say_where_they_are() -> None:
    body = "AFTER INSERT ON a BEGIN INSERT INTO b VALUES (1); END"
    expected = ["refer to a a trigger t", "refer to b a trigger t"]
    assert acts(f"CREATE TRIGGER IF NOT EXISTS t {body}", "sqlite") == expected
    pg = 'CREATE TRIGGER "t" BEFORE UPDATE OF x ON a FOR EACH ROW EXECUTE FUNCTION f()'
    assert acts(pg) == ["refer to a a trigger t"]


def test_what_a_block_does_is_seen_and_what_a_function_would_do_is_not() -> None:
    assert acts("DO $$ BEGIN DELETE FROM a; UPDATE b SET x = 1 WHERE y = 2; END $$") == [
        "delete from a",
        "update b",
    ]
    assert acts("CREATE FUNCTION f() RETURNS trigger AS $$ BEGIN DELETE FROM a; END $$") == []
    assert acts("CREATE VIEW v AS SELECT * FROM a") == ["refer to a v view"]


def test_what_is_changed_within_a_with_is_seen() -> None:
    sql = "WITH d AS (DELETE FROM a RETURNING *) INSERT INTO b SELECT * FROM d"
    assert {act.split()[0] + act[-1] for act in acts(sql)} >= {"deletea", "insertb"}


NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)


@given(NAMES, NAMES, st.sampled_from(["sqlite", "mysql", "postgresql"]))
def test_every_name_may_be_a_table_s(table: str, column: str, dialect: str) -> None:
    quote = "`" if dialect == "mysql" else '"'
    table_, column_ = f"{quote}{table}{quote}", f"{quote}{column}{quote}"
    (touch,) = touches(f"UPDATE {table_} SET {column_} = 1", dialect)
    assert touch == Touch("update", table, whole=True, columns=((column, ""),))
    (touch,) = touches(f"ALTER TABLE {table_} DROP COLUMN {column_}", dialect)
    assert touch == Touch("alter", table, detail=f"drop column {column}")
    (touch,) = touches(f"ALTER TABLE {table_} RENAME TO {column_}", dialect)
    assert touch == Touch("rename", table, by=column)


def test_what_stands_beside_set_constraints_is_read() -> None:
    """Django's schema editor for PostgreSQL sends both in one text."""
    key = 'ALTER TABLE "a" ADD COLUMN "b_id" bigint NULL CONSTRAINT "k" REFERENCES "b"("id")'
    setting = 'SET CONSTRAINTS "k" IMMEDIATE'
    assert touches(f"{key}; {setting}", "postgresql") == touches(key, "postgresql")
    drop = 'ALTER TABLE "a" DROP CONSTRAINT "k"'
    assert touches(f"{setting}; {drop}", "postgresql") == touches(drop, "postgresql") != ()
    assert touches(setting, "postgresql") == ()
