"""What a site has from revisions that are gone is known, too: pending ones may drop it."""

from __future__ import annotations

from pathlib import Path

import pytest
from databases import SERVERS
from gardens import migrated_garden
from sites import SCRATCH, site

from coldframe.operate.address import address
from coldframe.operate.migrations_plan import migrations_plan

REVISIONS = {
    "001": 'op.create_table("beds", sa.Column("id", sa.Integer, primary_key=True))',
    "002": "there = sa.inspect(op.get_bind()).get_table_names()\n"
    '    for name in ("water_pipe", "water_tap", "water_never"):\n'
    "        if name in there:\n"
    "            op.drop_table(name)",
}
# As an older tree has made them: with types of the engine, in an order that keys ask for.
OLD = {
    "sqlite": ("BLOB", "INTEGER PRIMARY KEY"),
    "postgresql": ("JSONB", "SERIAL PRIMARY KEY"),
    "mariadb": ("ENUM('a', 'b')", "INTEGER AUTO_INCREMENT PRIMARY KEY"),
}


@pytest.mark.parametrize("scratch", ["same", "sqlite"])
@pytest.mark.parametrize("name", SERVERS)
def test_tables_of_revisions_that_are_gone(name: str, scratch: str, tmp_path: Path) -> None:
    host = migrated_garden(tmp_path / "host", REVISIONS)
    kind, number = OLD[name]
    old = [
        f"CREATE TABLE water_tap (id {number}, bed INTEGER REFERENCES beds (id), how {kind})",
        "CREATE TABLE water_pipe (id INTEGER PRIMARY KEY, tap INTEGER, x NUMERIC(5, 2) DEFAULT 1.5,"
        " FOREIGN KEY (tap) REFERENCES water_tap (id))",
        "INSERT INTO water_pipe (id) VALUES (1), (2)",
    ]
    where = address(SCRATCH[name]) if scratch == "same" and SCRATCH[name] else None
    with site(name, tmp_path, host, "001", old) as url:
        plan = migrations_plan(address(url), str(host), scratch=where)
    assert [(loss.table, loss.what, loss.size.rows) for loss in plan.losses] == [
        ("water_pipe", "table", 2),
        ("water_tap", "table", 0),
    ]
    assert plan.trouble == ()
    assert len(plan.differences) == 2


def test_a_drop_that_foreign_keys_of_the_site_refuse(tmp_path: Path) -> None:
    """The wrong order shows only where the old tables are, with their keys."""
    body = REVISIONS["002"].replace('"water_pipe", "water_tap"', '"water_tap", "water_pipe"')
    host = migrated_garden(tmp_path / "host", {**REVISIONS, "002": body})
    old = [
        "CREATE TABLE water_tap (id INTEGER PRIMARY KEY)",
        "CREATE TABLE water_pipe (id INTEGER PRIMARY KEY, tap INTEGER REFERENCES water_tap (id))",
    ]
    with site("postgresql", tmp_path, host, "001", old) as url:
        plan = migrations_plan(address(url), str(host), scratch=address(SCRATCH["postgresql"]))
    assert plan.trouble and plan.trouble[0].startswith("002 stops on PostgreSQL")
