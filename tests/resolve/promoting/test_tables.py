"""Tables of a promoted feature are stable for the migrations that come after its promotion."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from databases import SERVERS, server
from gardens import REVISION, migrated_garden
from hosts import commit_all, open_host, write

from coldframe.check.database.environment import environments
from coldframe.check.database.owners import Owners
from coldframe.check.ended import tombstones
from coldframe.check.migrations_check import migrations_check
from coldframe.prove.upgrade.verify import verify
from coldframe.resolve.apply import apply
from coldframe.resolve.plan import Plan
from coldframe.resolve.promote import promote

BEDS = 'op.create_table("beds", sa.Column("id", sa.Integer, primary_key=True))'
WATER = (
    'op.create_table("water_a", sa.Column("id", sa.Integer, primary_key=True),'
    ' sa.Column("old", sa.String(9)), sa.Column("name", sa.String(9)))'
)
DROP = "with op.batch_alter_table('water_a') as batch:\n        batch.drop_column({!r})"
DELETE = "op.execute('DELETE FROM water_a')"
PREVIEW = {"001": BEDS, "002": WATER, "003": DROP.format("old"), "004": DELETE}
# Another feature, so that upgrades are also walked with previews off.
OTHER = {
    "garden/preview/hoses/__init__.py": "",
    "garden/preview/hoses/preview.toml": 'title = "Hoses"\n[claims]\ntables = ["hose_*"]\n',
}


def promoted(root: Path) -> Plan:
    migrated_garden(root, PREVIEW, **OTHER)
    plan = promote("watering", str(root), to="garden.watering", release="3.0", override="Now.",
                   aliases_until="4.0")  # fmt: skip
    apply(plan)
    return plan


def add(root: Path, identity: str, down: str, body: str) -> None:
    path = f"garden/migrations/versions/{identity}.py"
    write(root, {path: REVISION.format(id=identity, down=down, body=body)})
    commit_all(root)


def losses(root: Path, engine: str = "sqlite") -> list[str]:
    found = migrations_check(str(root), databases=[engine]).findings
    return [f.message for f in found if f.rule in ("destroys_stable_data", "foreign_owner")]


def test_the_record_says_which_tables_and_where_the_list_stood(tmp_path: Path) -> None:
    plan = promoted(tmp_path)
    (stone,) = tombstones(open_host(tmp_path)).values()
    assert (stone.tables, stone.revisions) == (("water_*",), ("004",))
    assert any("tables water_*" in note for note in plan.notes)
    assert not (tmp_path / "garden/preview/watering/preview.toml").exists()


@pytest.mark.parametrize("engine", SERVERS)
def test_only_later_revisions_are_judged(engine: str, tmp_path: Path) -> None:
    promoted(tmp_path)
    assert losses(tmp_path, server(engine)) == []
    add(tmp_path, "005", "004", DROP.format("name"))
    (loss,) = losses(tmp_path, server(engine))
    assert loss.startswith("005 drops the column water_a.name, stable data")


def test_without_the_record_all_revisions_are_judged(tmp_path: Path) -> None:
    promoted(tmp_path)
    (tmp_path / "garden/preview/ended.toml").unlink()
    assert [each[:3] for each in losses(tmp_path)] == ["003", "004"]


@pytest.mark.parametrize("engine", SERVERS)
def test_rows_are_kept_from_the_promotion_on(engine: str, tmp_path: Path) -> None:
    promoted(tmp_path)
    add(tmp_path, "005", "004", "pass")
    verdict = verify(str(tmp_path), databases=[server(engine)])
    assert [each.kept for each in verdict.passages] == [True, True, True]
    assert [each.tables for each in verdict.passages] == [2, 2, 2]  # beds and water_a
    assert [each.rows for each in verdict.passages] == [10, 10, 10]


def test_the_first_revision_after_the_promotion_is_proven_already(tmp_path: Path) -> None:
    promoted(tmp_path)
    add(tmp_path, "005", "004", DELETE)
    verdict = verify(str(tmp_path))
    for passage in verdict.passages:
        lost = [(step.revision, c.table) for step in passage.steps for c in step.changes]
        assert lost == [("005", "water_a")]


def test_on_another_branch_a_later_revision_is_no_earlier_one(tmp_path: Path) -> None:
    promoted(tmp_path)
    add(tmp_path, "000", "002", "pass")  # sorts before, and does not stand behind the heads
    host = open_host(tmp_path)
    owners = Owners(host, environments(host))
    then = {each: owners.owner_then("water_a", each) for each in ("000", "002", "004")}
    assert then == {"000": "", "002": "watering", "004": "watering"}
    assert owners.owner_then("beds", "002") == ""
    assert owners.of_table("water_a") == ""


def test_a_feature_of_the_same_name_claims_them_anew(tmp_path: Path) -> None:
    promoted(tmp_path)
    write(tmp_path, {
        "garden/preview/watering/__init__.py": "",
        "garden/preview/watering/preview.toml": '[claims]\ntables = ["water_a"]\n',
    })  # fmt: skip
    add(tmp_path, "005", "004", DELETE)
    assert not any("stable data" in each for each in losses(tmp_path))


def test_without_claims_nothing_is_recorded(tmp_path: Path) -> None:
    bare = {"garden/preview/watering/preview.toml": 'title = "Watering"\n'}
    migrated_garden(tmp_path, PREVIEW, **bare)
    apply(promote("watering", str(tmp_path), to="garden.watering", release="3.0", override="Now.",
                  aliases_until="4.0"))  # fmt: skip
    (stone,) = tombstones(open_host(tmp_path)).values()
    assert (stone.tables, stone.revisions) == ((), ())


def test_migrations_of_django_keep_their_names(tmp_path: Path) -> None:
    after = Path(__file__).parents[3] / "examples/promote_django_app/after"
    shutil.copytree(after, tmp_path / "host")
    commit_all(tmp_path / "host")
    host = open_host(tmp_path / "host")
    owners = Owners(host, environments(host))
    assert owners.owner_then("loyalty_card", "loyalty.0001_initial") == "loyalty"
    assert owners.owner_then("loyalty_card", "loyalty.0002_more") == ""
