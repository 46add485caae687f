"""Permits count for one revision and one table, and idle ones are found."""

from __future__ import annotations

from pathlib import Path

import pytest
from databases import SERVERS, server
from gardens import migrated_garden

from coldframe.check.migrations_check import migrations_check
from coldframe.declare.mistake import Mistake

REVISIONS = {
    "001": 'op.create_table("beds", sa.Column("id", sa.Integer, primary_key=True))',
    "002": 'op.create_table("water_plans", sa.Column("id", sa.Integer, primary_key=True))',
    "003": "op.execute('DELETE FROM beds WHERE id = 1')\n"
    "    op.execute('DELETE FROM water_plans WHERE id = 1')",
}


def permit(revision: str, table: str, clean_up: str = "Nothing is left.") -> str:
    return (
        f'[[tool.coldframe.database.permits]]\nrevision = "{revision}"\ntable = "{table}"\n'
        f'reason = "Both in one step."\nclean_up = "{clean_up}"\n'
    )


def found(
    root: Path, *permits: str, revisions: dict[str, str] = REVISIONS, on: str = ""
) -> list[str]:
    migrated_garden(root, revisions, **{"pyproject.toml": "\n".join(permits)})
    rules = ["foreign_owner", "idle_permit"]
    outcome = migrations_check(str(root), databases=[on] if on else [], rules=rules)
    return [f"{each.rule} {each.path}:{each.line}" for each in outcome.findings]


@pytest.mark.parametrize("engine", SERVERS)
@pytest.mark.parametrize("table", ["water_plans", "water_*"])
def test_what_is_permitted_is_not_reported(tmp_path: Path, engine: str, table: str) -> None:
    assert found(tmp_path, permit("003", table), on=server(engine)) == []


def test_a_permit_is_for_its_revision_and_table_only(tmp_path: Path) -> None:
    foreign = "foreign_owner garden/migrations/versions/003.py:12"
    assert found(tmp_path, permit("002", "water_plans"), permit("003", "beds")) == [
        foreign,
        "idle_permit pyproject.toml:1",
        "idle_permit pyproject.toml:7",
    ]


def test_a_revision_that_is_not_there_is_told(tmp_path: Path) -> None:
    migrated_garden(tmp_path, REVISIONS, **{"pyproject.toml": permit("0003", "water_plans")})
    (idle,) = migrations_check(str(tmp_path), rules=["idle_permit"]).findings
    assert "there is no such revision" in idle.message


def test_what_could_not_be_run_is_not_called_idle(tmp_path: Path) -> None:
    failing = {**REVISIONS, "002": "op.execute('SELECT 1 FROM nowhere')", "003": "pass"}
    assert found(tmp_path, permit("003", "water_plans"), revisions=failing) == []


def test_a_clean_up_in_sql_cleans_up_that_table(tmp_path: Path) -> None:
    good = permit("003", "water_plans", "DELETE FROM water_plans WHERE id = 1")
    assert found(tmp_path / "good", good) == []
    with pytest.raises(Mistake, match="does nothing to water_plans, but to beds") as caught:
        found(tmp_path / "bad", permit("003", "water_plans", "DELETE FROM beds WHERE id = 1"))
    assert (caught.value.path, caught.value.line) == ("pyproject.toml", 1)
