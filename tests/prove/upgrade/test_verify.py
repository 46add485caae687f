"""What an upgrade does to stable rows is seen on every engine, and nothing else is."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from databases import SERVERS, server
from gardens import migrated_garden

from coldframe.declare.mistake import Mistake
from coldframe.prove.upgrade.verdict import (
    ADDED,
    CHANGED,
    COLUMN_GONE,
    LOST,
    TABLE_GONE,
    WRONG,
    Change,
    Verdict,
)
from coldframe.prove.upgrade.verify import verify

BEDS = (
    'op.create_table("beds", sa.Column("id", sa.Integer, primary_key=True),'
    ' sa.Column("name", sa.String(50)), sa.Column("size", sa.Integer, nullable=False),'
    ' sa.Column("left_over", sa.String(9)))'
)
WATER = (
    'op.create_table("water_a", sa.Column("id", sa.Integer, primary_key=True),'
    ' sa.Column("bed", sa.Integer, sa.ForeignKey("beds.id", ondelete="CASCADE")))'
)
BATCH = "with op.batch_alter_table('beds') as batch:\n        batch."


@pytest.fixture(params=SERVERS)
def engine(request: pytest.FixtureRequest) -> str:
    return server(request.param)


def changes(verdict: Verdict, previews: str = "on") -> dict[str, list[Change]]:
    (passage,) = [each for each in verdict.passages if each.previews == previews]
    assert passage.stopped is None
    return {step.revision: list(step.changes) for step in passage.steps if step.changes}


def rewrites(*entries: str) -> dict[str, str]:
    listed = "".join(
        f"[[database.rewrites]]\nreason = 'So it is meant.'\n{each}\n" for each in entries
    )
    return {"coldframe.toml": listed}


def test_what_keeps_all_rows_is_kept(engine: str, tmp_path: Path) -> None:
    kept = {
        "001": BEDS,
        "002": WATER,
        "003": BATCH + "add_column(sa.Column('more', sa.String(5)))",
        "004": BATCH + "alter_column('size', type_=sa.BigInteger, existing_nullable=False)",
        "005": "op.create_index('by_name', 'beds', ['name'])",
        "006": 'op.execute("UPDATE water_a SET bed = NULL")',
        "007": "op.execute(\"INSERT INTO beds (id, name, size) VALUES (900, 'new', 1)\")",
    }
    migrated_garden(tmp_path, kept)
    verdict = verify(str(tmp_path), databases=[engine])
    assert verdict.kept
    assert [each.previews for each in verdict.passages] == ["on", "off", "on/off/on"]
    assert {key: [c.kind for c in each] for key, each in changes(verdict).items()} == {
        "007": [ADDED]
    }
    passage = verdict.passages[0]
    assert (passage.tables, passage.unseeded) == (1, {})
    assert passage.rows == 5 + 2 + 1  # two more, for the new column, and that of 007


def test_what_does_not_is_shown(engine: str, tmp_path: Path) -> None:
    lost = {
        "001": BEDS,
        "002": "op.execute(\"UPDATE beds SET name = 'x' WHERE name IS NOT NULL\")",
        "003": "op.execute('DELETE FROM beds WHERE id = 2')",
        "004": BATCH + "drop_column('left_over')",
        "005": BATCH + "alter_column('name', new_column_name='title', existing_type=sa.String(50))",
        "006": "op.rename_table('beds', 'plots')",
        "007": "op.drop_table('plots')",
    }
    migrated_garden(tmp_path, lost)
    verdict = verify(str(tmp_path), databases=[engine])
    assert not verdict.kept
    found = changes(verdict)
    assert [(c.kind, c.column, c.rows) for c in found["002"]] == [(CHANGED, "name", 4)]
    assert found["002"][0].key == "id 1"
    assert (found["002"][0].old, found["002"][0].new) == ("'0-beds.name'", "'x'")
    assert [(c.kind, c.rows, c.key) for c in found["003"]] == [(LOST, 1, "id 2")]
    assert [(c.kind, c.column) for c in found["004"]] == [(COLUMN_GONE, "left_over")]
    assert [(c.kind, c.column, c.rows) for c in found["005"]] == [(COLUMN_GONE, "name", 3)]
    assert [(c.kind, c.table, c.new) for c in found["006"]] == [(TABLE_GONE, "beds", "plots")]
    assert [(c.kind, c.table) for c in found["007"]] == [(TABLE_GONE, "plots")]


DECLARED = {
    "001": BEDS,
    "002": "op.execute('UPDATE beds SET name = upper(name), size = size - size')",
    "003": BATCH + "alter_column('name', new_column_name='title', existing_type=sa.String(50))",
    "004": "op.rename_table('beds', 'plots')",
    "005": "op.drop_table('plots')",
}
ENTRIES = [
    "revision = '002'\ntable = 'beds'\ncolumns = ['name']\nsql = 'upper(name)'",
    "revision = '002'\ntable = 'beds'\ncolumns = ['size']",
    "revision = '003'\ntable = 'beds'\ncolumns = ['name']\nto = 'title'",
    "revision = '004'\ntable = 'beds'\nto = 'plots'",
    "revision = '005'\ntable = 'plots'",
]


def test_what_is_declared_is_kept(engine: str, tmp_path: Path) -> None:
    migrated_garden(tmp_path, DECLARED, **rewrites(*ENTRIES))
    verdict = verify(str(tmp_path), databases=[engine])
    assert verdict.kept
    assert set(changes(verdict)) == {"002", "005"}
    assert not any("take this rewrite out" in note for note in verdict.notes)


def test_what_is_not_as_declared_is_shown(engine: str, tmp_path: Path) -> None:
    wrong = [
        ENTRIES[0].replace("upper", "lower"),
        *ENTRIES[1:2],
        ENTRIES[2].replace("'title'", "'sign'"),
        ENTRIES[3].replace("'plots'", "'places'"),
        *ENTRIES[4:],
        "revision = '001'\ntable = 'beds'",
    ]
    migrated_garden(tmp_path, DECLARED, **rewrites(*wrong))
    verdict = verify(str(tmp_path), databases=[engine])
    assert not verdict.kept
    found = changes(verdict)
    name = next(each for each in found["002"] if each.column == "name")
    assert (name.kind, name.old, name.new) == (WRONG, "'0-beds.name'", "'0-BEDS.NAME'")
    assert [(c.kind, c.declared) for c in found["003"]] == [(COLUMN_GONE, None)]
    assert [(c.kind, c.declared) for c in found["004"]] == [(TABLE_GONE, None)]
    assert any("001 does not change beds: take this rewrite out" in n for n in verdict.notes)


def test_what_a_feature_takes_along_when_it_is_turned_off(tmp_path: Path) -> None:
    """A stable row that refers to a preview's with CASCADE goes with it."""
    migrated_garden(
        tmp_path,
        {
            "001": 'op.create_table("water_a", sa.Column("id", sa.Integer, primary_key=True))',
            "002": 'op.create_table("beds", sa.Column("id", sa.Integer, primary_key=True),'
            ' sa.Column("by", sa.Integer, sa.ForeignKey("water_a.id", ondelete="CASCADE")))',
            "003": "pass",
            "004": "pass",
            "005": "pass",
            "006": "pass",
        },
    )
    verdict = verify(str(tmp_path), databases=[server("postgresql")])
    assert [each.kept for each in verdict.passages] == [True, True, False]
    found = changes(verdict, "on/off/on")
    assert [c.kind for c in found["(previews turned off)"]] == [LOST]


def test_a_list_of_a_feature_does_not_run_while_it_is_off(engine: str, tmp_path: Path) -> None:
    own = "garden/preview/watering/migrations"
    migrated_garden(tmp_path, {"001": BEDS, "002": "pass", "003": "pass"})
    env = (tmp_path / "garden/migrations/env.py").read_text()
    (tmp_path / own / "versions").mkdir(parents=True)
    (tmp_path / own / "env.py").write_text(
        env.replace("connection=connection", "connection=connection, version_table='watering'")
    )
    body = (tmp_path / "garden/migrations/versions/001.py").read_text()
    for number, what in (("w1", WATER), ("w2", "op.execute('DELETE FROM beds')")):
        text = body.replace(BEDS, what).replace("'001'", f"'{number}'")
        down = "None" if number == "w1" else "'w1'"
        text = text.replace("down_revision = None", f"down_revision = {down}")
        (tmp_path / own / f"versions/{number}.py").write_text(text)
    verdict = verify(str(tmp_path), databases=[engine])
    assert [each.kept for each in verdict.passages] == [False, True, False]
    assert [c.kind for c in changes(verdict)["w2"]] == [LOST]
    assert [each.revision for each in verdict.passages[1].steps] == ["001", "002", "003"]


def test_rows_of_every_release(tmp_path: Path) -> None:
    migrated_garden(tmp_path, {"001": BEDS, "002": "pass"})
    subprocess.run(["git", "tag", "1.0.0"], cwd=tmp_path, check=True)
    migrated_garden(tmp_path, {"001": BEDS, "002": "pass", "003": "pass"})
    subprocess.run(["git", "tag", "1.1.0"], cwd=tmp_path, check=True)
    migrated_garden(tmp_path, {"001": BEDS, "002": "pass", "003": "pass", "004": "pass"})
    verdict = verify(str(tmp_path))
    assert verdict.passages[0].starts == ("1.0.0", "1.1.0")
    assert verdict.passages[0].rows == 5 + 2 + 2


def test_what_stands_behind_a_release_is_told(tmp_path: Path) -> None:
    migrated_garden(tmp_path, {"001": BEDS, "003": "pass"})
    subprocess.run(["git", "tag", "1.0.0"], cwd=tmp_path, check=True)
    migrated_garden(tmp_path, {"001": BEDS, "002": "pass", "003": "pass"})
    notes = verify(str(tmp_path)).notes
    assert "A deployment of 1.0.0 never runs 002: it stands behind what it has run" in notes


NARROW = {
    "001": BEDS,
    "002": "op.alter_column('beds', 'name', type_=sa.String(20), existing_type=sa.String(50))",
    "003": "op.execute('DELETE FROM beds')",
}


@pytest.mark.parametrize("name", ["postgresql", "mariadb"])
def test_what_refuses_the_longest_texts(name: str, tmp_path: Path) -> None:
    """It is run on plain rows, and what comes after it again on all kinds of rows."""
    migrated_garden(tmp_path, NARROW)
    verdict = verify(str(tmp_path), databases=[server(name)])
    step = verdict.passages[0].steps[1]
    assert step.rows == "plain" and ("too long" in step.refused or "truncated" in step.refused)
    assert not verdict.kept
    assert changes(verdict)["003"][0].rows >= 5


def test_what_refuses_all_rows(engine: str, tmp_path: Path) -> None:
    picky = {
        "001": BEDS,
        "002": "if op.get_bind().execute(sa.text('SELECT id FROM beds')).first():\n"
        "        raise ValueError('who made that?')",
        "003": "op.execute('DELETE FROM beds')",
    }
    migrated_garden(tmp_path, picky)
    verdict = verify(str(tmp_path), databases=[engine])
    step = verdict.passages[0].steps[1]
    assert (step.rows, step.refused) == ("none", "ValueError: who made that?")
    assert changes(verdict)["003"][0].rows == 5
    accepted = rewrites("revision = '002'\ntable = '*'", "revision = '003'\ntable = 'beds'")
    migrated_garden(tmp_path, picky, **accepted)
    assert verify(str(tmp_path), databases=[engine]).kept


def test_where_the_list_stops_the_rest_is_not_proven(engine: str, tmp_path: Path) -> None:
    migrated_garden(
        tmp_path, {"001": BEDS, "002": "op.execute('SELECT x FROM nowhere')", "003": "pass"}
    )
    (passage,) = verify(str(tmp_path), databases=[engine]).passages
    assert passage.stopped is not None
    assert (passage.stopped.revision, passage.stopped.left) == ("002", 1)
    assert passage.stopped.sql == "SELECT x FROM nowhere"


@pytest.mark.parametrize(
    "body",
    [
        'op.create_table("beds", sa.Column("name", sa.String(20)), sa.Column("size", sa.Integer))',
        'op.create_table("beds", sa.Column("a b", sa.String(20), primary_key=True),'
        ' sa.Column("select", sa.Integer, primary_key=True, autoincrement=False), sa.Column("size", sa.Integer))',
    ],
)
def test_tables_without_a_key_and_with_odd_names(body: str, engine: str, tmp_path: Path) -> None:
    migrated_garden(tmp_path, {"001": body, "002": "op.execute('DELETE FROM beds WHERE size = 1')"})
    found = changes(verify(str(tmp_path), databases=[engine]))
    assert [(c.kind, c.rows) for c in found["002"]] == [(LOST, 1)]


def test_without_migrations(tmp_path: Path) -> None:
    migrated_garden(tmp_path, {})
    (tmp_path / "garden/migrations/env.py").unlink()
    with pytest.raises(Mistake, match="there are no migrations here"):
        verify(str(tmp_path))
