"""What a released revision did is left out on demand; what still holds is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from gardens import migrated_garden
from hosts import commit_all
from planted.case import TABLES

from coldframe.check.migrations_check import migrations_check
from coldframe.declare.mistake import Mistake

WRITES = 'op.execute("UPDATE beds SET wet = 1 WHERE id = 1")\n    op.execute("DELETE FROM water_plans WHERE id = 9")'
BLOCKS = 'op.create_table("water_beds", sa.Column("id", sa.Integer, primary_key=True), sa.Column("bed", sa.Integer, sa.ForeignKey("beds.id")))'
RULES = ["foreign_owner", "blocking_reference"]


def found(root: Path, since: str = "") -> list[str]:
    outcome = migrations_check(str(root), rules=RULES, since=since)
    return [f"{each.rule} {Path(each.path).stem}" for each in outcome.findings]


def test_acts_of_released_revisions_are_past(tmp_path: Path) -> None:
    old = {**TABLES, "003": WRITES, "004": BLOCKS}
    migrated_garden(tmp_path, old)
    commit_all(tmp_path, tag="1.0.0", day="2024-01-01")
    migrated_garden(tmp_path, {**old, "005": WRITES})
    assert found(tmp_path) == ["foreign_owner 003", "foreign_owner 005", "blocking_reference 004"]
    assert found(tmp_path, "1.0.0") == ["foreign_owner 005", "blocking_reference 004"]
    (tmp_path / "pyproject.toml").write_text('[tool.coldframe.database]\nsince = "1.0.0"\n')
    assert found(tmp_path) == ["foreign_owner 005", "blocking_reference 004"]


def test_a_release_that_git_does_not_know(tmp_path: Path) -> None:
    settings = '[tool.coldframe.database]\nsince = "9.0.0"\n'
    migrated_garden(tmp_path, TABLES, **{"pyproject.toml": settings})
    with pytest.raises(Mistake, match=r"what was out with 9\.0\.0 is not known") as caught:
        found(tmp_path)
    assert (caught.value.path, caught.value.line) == ("pyproject.toml", 2)
