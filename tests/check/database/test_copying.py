"""Copies of a scratch database have all of it, and are gone afterwards."""

from __future__ import annotations

import pytest
from databases import SERVERS, server
from sqlalchemy import inspect, text

from coldframe.check.database.copying import copies
from coldframe.check.database.scratch import scratch
from coldframe.check.database.shape import shapes

SQL = [
    "CREATE TABLE beds (id INTEGER PRIMARY KEY, name VARCHAR(40), len INTEGER GENERATED ALWAYS AS (id * 2) STORED)",
    "CREATE TABLE rows_ (id INTEGER PRIMARY KEY, bed INTEGER REFERENCES beds (id))",
    "INSERT INTO beds (id, name) VALUES (1, '100 % ü :x'), (0, NULL)",
    "INSERT INTO rows_ (id, bed) VALUES (7, 1)",
    "CREATE VIEW named AS SELECT name FROM beds WHERE name IS NOT NULL",
]
TRIGGER = "CREATE TRIGGER wet BEFORE INSERT ON beds FOR EACH ROW SET NEW.name = 'wet'"


@pytest.mark.parametrize("name", SERVERS)
def test_each_copy_has_everything_and_nothing_of_the_last(name: str) -> None:
    with scratch(server(name)) as engine:
        with engine.begin() as connection:
            for sql in SQL:
                connection.execute(text(sql.replace(":x", "\\:x")))
            if name == "mariadb":
                connection.exec_driver_sql(TRIGGER)
            before = shapes(connection)
        with copies(server(name)) as copied:
            with (copy := copied(engine)).begin() as connection:
                assert shapes(connection) == before
                rows = connection.execute(text("SELECT id, name, len FROM beds ORDER BY id"))
                assert [tuple(row) for row in rows] == [(0, None, 0), (1, "100 % ü :x", 2)]
                assert connection.execute(text("SELECT * FROM named")).scalar() == "100 % ü :x"
                connection.execute(text("INSERT INTO beds (id, name) VALUES (5, 'dry')"))
                said = connection.execute(text("SELECT name FROM beds WHERE id = 5")).scalar()
                assert said == ("wet" if name == "mariadb" else "dry")
                assert inspect(connection).get_view_names() == ["named"]
                connection.execute(text("DROP VIEW named"))
                connection.execute(text("ALTER TABLE beds RENAME TO old_beds"))
            with engine.begin() as connection:
                connection.execute(text("INSERT INTO rows_ (id, bed) VALUES (8, 0)"))
            with (copy := copied(engine)).begin() as connection:
                assert shapes(connection) == before
                assert connection.execute(text("SELECT COUNT(*) FROM beds")).scalar() == 2
                rows = connection.execute(text("SELECT id, bed FROM rows_ ORDER BY id"))
                assert [tuple(row) for row in rows] == [(7, 1), (8, 0)]
                assert connection.execute(text("SELECT * FROM named")).scalar() == "100 % ü :x"
            gone = copy.url
        with engine.connect() as connection:
            assert connection.execute(text("SELECT COUNT(*) FROM beds")).scalar() == 2
            if name == "mariadb":
                databases = [row[0] for row in connection.execute(text("SHOW DATABASES"))]
                assert gone.database not in databases
