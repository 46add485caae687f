"""Views and triggers are known as the database has them, on every engine."""

from __future__ import annotations

import pytest
from databases import SERVERS, server
from sqlalchemy import text

from coldframe.check.database.dependents import Dependent, dependents
from coldframe.check.database.scratch import scratch

TRIGGERS = {
    "sqlite": ["CREATE TRIGGER t AFTER INSERT ON a BEGIN INSERT INTO b (id) VALUES (1); END"],
    "mariadb": ["CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW INSERT INTO b (id) VALUES (1)"],
    "postgresql": [
        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN INSERT INTO b (id) VALUES (1); RETURN NEW; END $$",
        "CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW EXECUTE FUNCTION f()",
    ],
}


@pytest.mark.parametrize("engine", SERVERS)
def test_what_depends_on_what(engine: str) -> None:
    with scratch(server(engine)) as made, made.begin() as connection:
        for sql in (
            *(f"CREATE TABLE {name} (id INTEGER)" for name in "abc"),
            "CREATE VIEW v AS SELECT a.id FROM a WHERE 'c' <> 'b'",
            "CREATE VIEW w AS SELECT id FROM v",
            *TRIGGERS[engine],
        ):
            connection.execute(text(sql))
        assert dependents(connection, ["a", "b", "c"]) == (
            Dependent("trigger", "t", "a", ("b",)),
            Dependent("view", "v", "", ("a",)),
            Dependent("view", "w", "", ("v",)),
        )
