"""One database of MariaDB becomes the same as another, and what is the same stays."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from databases import server
from real_migrations import schema
from sqlalchemy import text
from sqlalchemy.engine import Engine

from coldframe.check.database.renewing import renew
from coldframe.check.database.scratch import scratch

SQL = (
    "CREATE TABLE beds (id INTEGER PRIMARY KEY AUTO_INCREMENT, name VARCHAR(4))",
    "CREATE TABLE plants (id INTEGER PRIMARY KEY, bed INTEGER, note VARCHAR(9),"
    " CONSTRAINT in_bed FOREIGN KEY (bed) REFERENCES beds (id) ON DELETE CASCADE)",
    "CREATE TABLE tools (id INTEGER PRIMARY KEY, name VARCHAR(40))",
    "INSERT INTO beds (name) VALUES ('east'), ('west')",
    "INSERT INTO plants VALUES (7, 1, NULL), (8, 2, 'tall')",
    "INSERT INTO tools VALUES (1, 'spade')",
)
ROWS = ("SELECT * FROM beds", "SELECT * FROM plants", "SELECT * FROM tools")


@pytest.fixture(scope="module")
def both() -> Iterator[tuple[Engine, Engine]]:
    with scratch(server("mariadb")) as source, scratch(server("mariadb")) as copy:
        run(source, *SQL)
        renew(copy, source)
        yield source, copy


def run(engine: Engine, *statements: str) -> None:
    with engine.begin() as connection:
        for sql in statements:
            connection.execute(text(sql))


def look(engine: Engine) -> list[object]:
    with engine.connect() as connection:
        rows = [[tuple(row) for row in connection.execute(text(sql))] for sql in ROWS]
    return [schema(engine.url.render_as_string(hide_password=False)), rows]


def numbers(engine: Engine) -> dict[str, int]:
    """The number that InnoDB gives to a table when it is made."""
    asked = text(
        "SELECT name, table_id FROM information_schema.innodb_sys_tables WHERE name LIKE :place"
    )
    with engine.connect() as connection:
        rows = connection.execute(asked, {"place": f"{engine.url.database}/%"})
        return {name.partition("/")[2]: number for name, number in rows}


@pytest.mark.parametrize(
    ("changes", "anew"),
    [
        ((), set()),
        (("UPDATE plants SET note = '' WHERE id = 7",), {"plants"}),
        (("INSERT INTO tools VALUES (2, 'rake')", "DELETE FROM tools WHERE id = 1"), {"tools"}),
        (("DELETE FROM beds WHERE id = 1",), {"beds", "plants"}),  # plants by the cascade
        (("ALTER TABLE tools ADD size INTEGER",), {"tools"}),
        (("ALTER TABLE plants DROP FOREIGN KEY in_bed",), {"plants"}),
        (("ALTER TABLE beds RENAME TO places",), {"beds", "plants"}),
        (("CREATE TABLE more (id INTEGER PRIMARY KEY)",), set()),
        (("DROP TABLE plants, beds", "CREATE TABLE beds (name TEXT)"), {"beds", "plants"}),
    ],
)
def test_only_what_differs_is_made_anew(
    both: tuple[Engine, Engine], changes: tuple[str, ...], anew: set[str]
) -> None:
    source, copy = both
    before, was = look(source), numbers(copy)
    run(copy, *changes)
    renew(copy, source)
    assert look(copy) == look(source) == before
    now = numbers(copy)
    assert now.keys() == was.keys()
    assert {name for name in now if now[name] != was[name]} == anew


def test_it_follows_its_source(both: tuple[Engine, Engine]) -> None:
    source, copy = both
    run(source, "ALTER TABLE beds ADD wet BOOL NOT NULL DEFAULT false", "DELETE FROM tools")
    renew(copy, source)
    assert look(copy) == look(source)


def test_what_runs_there_afterwards_has_the_settings_of_the_server(
    both: tuple[Engine, Engine],
) -> None:
    asked = text("SELECT @@foreign_key_checks, @@unique_checks, @@sql_mode, @@lock_wait_timeout")
    source, copy = both
    with source.connect() as one, copy.connect() as other:
        assert one.execute(asked).one() == other.execute(asked).one()


def test_who_still_holds_a_table_of_the_copy_is_cut_off(both: tuple[Engine, Engine]) -> None:
    source, copy = both
    with copy.connect() as idle:
        idle.execute(text("INSERT INTO tools VALUES (9, 'hoe')"))  # not committed: it holds tools
        run(source, "INSERT INTO tools VALUES (3, 'fork')")
        renew(copy, source)
        idle.invalidate()
    assert look(copy) == look(source)
