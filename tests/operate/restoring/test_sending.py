"""Many rows are written with few statements, whatever the columns are called."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import SERVERS
from sites import empty, sent
from sqlalchemy import event
from sqlalchemy.engine import Engine

from coldframe.operate.address import address
from coldframe.operate.backup.saving import save
from coldframe.operate.loss_plan import LossPlan
from coldframe.operate.migrations_restore import migrations_restore

PLAN = LossPlan("here", "", "", "", (), (), (), (), (), (), ())
ROWS = 2500
QUOTED = {"postgresql": '"p0 % (:x)"', "mariadb": "`p0 % (:x)`", "sqlite": '"p0 % (:x)"'}
NUMBERS = f"WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {ROWS})"

FREE = ["SET foreign_key_checks = 0", "SET max_recursive_iterations = 9999"]


@pytest.fixture
def statements() -> Iterator[list[str]]:
    """What is sent to any database; of an ``executemany`` only the first."""
    seen: list[str] = []

    def note(_c: object, _cursor: object, sql: str, *_rest: object) -> None:
        seen.append(sql)

    event.listen(Engine, "before_cursor_execute", note)
    yield seen
    event.remove(Engine, "before_cursor_execute", note)


def made(name: str) -> list[str]:
    """Each row refers to the one after it, so that PostgreSQL cannot take them in any order."""
    odd = QUOTED[name]
    return [
        f"CREATE TABLE t (id INTEGER PRIMARY KEY, {odd} VARCHAR(40), up INTEGER REFERENCES t (id))",
        *(FREE if name == "mariadb" else []),
        f"INSERT INTO t {NUMBERS} SELECT n, 'é', CASE WHEN n < {ROWS} THEN n + 1 END FROM n",
    ]


@pytest.mark.parametrize("name", SERVERS)
def test_a_few_statements_for_many_rows(name: str, tmp_path: Path, statements: list[str]) -> None:
    with empty(name, tmp_path) as url:
        sent(url, made(name))
        saved = save(str(tmp_path / "b"), address(url), PLAN._replace(engine=name), {"t": ""})
        sent(url, [*(FREE if name == "mariadb" else []), "DELETE FROM t"])
        del statements[:]
        said: list[str] = []
        done = migrations_restore(
            str(tmp_path / "b"), address(url), apply=True, progress=said.append
        )
        assert done.applied, done.refusals
        assert sum(sql.startswith(("INSERT", "UPDATE")) for sql in statements) <= 6
        (now,) = sent(url, ["SELECT count(*), sum(up) FROM t"])
        assert now == [(ROWS, sum(range(2, ROWS + 1)))]
    assert saved.tables[0].rows == ROWS
    assert "restoring t: 2,000 of 2,500 rows" in said and "comparing t: 2,500 rows" in said


@pytest.mark.parametrize("name", SERVERS)
def test_rows_that_are_there_are_replaced(name: str, tmp_path: Path) -> None:
    with empty(name, tmp_path) as url:
        sent(url, made(name))
        save(str(tmp_path / "b"), address(url), PLAN._replace(engine=name), {"t": ""})
        sent(
            url, [f"UPDATE t SET up = NULL, {QUOTED[name]} = 'gone'", "DELETE FROM t WHERE id = 9"]
        )
        done = migrations_restore(str(tmp_path / "b"), address(url), overwrite=True, apply=True)
        assert done.applied, done.refusals
        save(str(tmp_path / "again"), address(url), PLAN._replace(engine=name), {"t": ""})
    one, two = (
        json.loads((tmp_path / each / "manifest.json").read_text())["tables"][0]["digest"]
        for each in ("b", "again")
    )
    assert one == two
