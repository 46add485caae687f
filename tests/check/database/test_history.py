"""What revisions do is seen however they do it, on every engine."""

from __future__ import annotations

from pathlib import Path

import pytest
from databases import SERVERS, server
from gardens import migrated_garden

from coldframe.check.database.history import History, record
from coldframe.check.database.scratch import scratch
from coldframe.check.discovery import open_host

HELPER = """
from alembic import op


def add_note(table):
    op.execute(f"INSERT INTO {table} (id) VALUES (7)")
"""
REVISIONS = {
    "001": 'op.create_table("beds", sa.Column("id", sa.Integer, primary_key=True))',
    "002": 'for name in ["water_a", "water_b"]:\n        op.create_table(name, sa.Column("id", sa.Integer, primary_key=True))',
    "003": "from garden.notes import add_note\n    add_note('beds')",
    "004": "session = sa.orm.Session(bind=op.get_bind())\n"
    "    session.execute(sa.text('DELETE FROM beds WHERE id = 9'))\n    session.commit()",
    "005": "op.rename_table('beds', 'plots')",
}


@pytest.fixture(scope="module", params=SERVERS)
def history(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> History:
    root = tmp_path_factory.mktemp("garden")
    migrated_garden(root, REVISIONS, **{"garden/notes.py": HELPER})
    with scratch(server(request.param)) as engine:
        return record(open_host(root.as_posix()), engine)


def acts(history: History, identity: str) -> list[tuple[str, str]]:
    chapter = next(each for each in history.chapters if each.revision.id == identity)
    return [(t.act, t.table) for statement in chapter.statements for t in statement.touches]


def test_names_in_loops_are_seen(history: History) -> None:
    assert acts(history, "002") == [("create", "water_a"), ("create", "water_b")]


def test_helpers_are_named_and_the_line_is_the_revision_s(history: History) -> None:
    (statement,) = history.chapters[2].statements
    assert statement.touches[0][:2] == ("insert into", "beds")
    assert statement.helper == "garden/notes.py:6"
    assert statement.path == "garden/migrations/versions/003.py"
    assert (
        "add_note('beds')"
        in (
            history.owners._host.tree.read(statement.path).decode().splitlines()[statement.line - 1]
        )
    )


def test_commits_are_seen(history: History) -> None:
    sent = [(each.committed, each.static) for each in history.chapters[3].statements]
    assert sent == [(False, False), (True, False)]  # seen when it ran, and not only read


def test_shapes_follow_a_renaming(history: History) -> None:
    assert set(history.tables) >= {"plots", "water_a", "water_b"}
    assert "beds" not in history.tables
    assert history.chapters[4].before["beds"].key == ("id",)


def test_owners_of_revisions(history: History) -> None:
    assert [each.owner for each in history.chapters] == ["", "watering", "", "", ""]


def test_the_database_is_gone_afterwards() -> None:
    with scratch("sqlite") as engine:
        place = Path(engine.url.database or "")
        assert place.parent.is_dir()
    assert not place.parent.exists()


def test_after_a_failure_the_rest_is_read(tmp_path: Path) -> None:
    failing = {**REVISIONS, "003": "op.execute('SELECT x FROM nowhere')"}
    migrated_garden(tmp_path, failing)
    with scratch("sqlite") as engine:
        history = record(open_host(str(tmp_path)), engine)
    assert [each.read for each in history.chapters] == [False, False, False, True, True]
    failure = history.chapters[2].failure
    assert failure is not None and "nowhere" in failure.why and failure.line == 11
    assert acts(history, "005") == [("rename", "beds")]


def test_loops_over_rows_send_statements(tmp_path: Path) -> None:
    """Each table has rows, of which no statement is the revision's."""
    looping = {
        "001": 'op.create_table("beds", sa.Column("id", sa.Integer, primary_key=True))',
        "002": 'op.create_table("notes", sa.Column("bed", sa.Integer))\n'
        "    for row in op.get_bind().execute(sa.text('SELECT id FROM beds')).all():\n"
        "        op.execute(f'INSERT INTO notes VALUES ({row.id})')",
    }
    migrated_garden(tmp_path, looping)
    with scratch("sqlite") as engine:
        history = record(open_host(str(tmp_path)), engine)
    assert acts(history, "001") == [("create", "beds")]
    assert acts(history, "002").count(("insert into", "notes")) == 2
    assert history.unseeded == {}


@pytest.mark.parametrize("name", SERVERS)
def test_a_revision_that_refuses_made_up_rows_runs_without(name: str, tmp_path: Path) -> None:
    refusing = {
        "001": 'op.create_table("beds", sa.Column("id", sa.Integer, primary_key=True))\n'
        "    op.execute('INSERT INTO beds VALUES (50)')",
        "002": 'op.create_table("water_a", sa.Column("id", sa.Integer, primary_key=True))',
        "003": 'op.create_table("later", sa.Column("id", sa.Integer))\n'
        "    if op.get_bind().execute(sa.text('SELECT id FROM water_a')).first():\n"
        "        raise ValueError('who is that?')",
        "004": "op.get_bind().execute(sa.text('SELECT id FROM later')).first()[0]",
    }
    migrated_garden(tmp_path, refusing)
    with scratch(server(name)) as engine:
        history = record(open_host(str(tmp_path)), engine)
        with engine.connect() as connection:
            from sqlalchemy import text

            assert connection.execute(text("SELECT id FROM beds")).all() == [(50,)]
            assert len(connection.execute(text("SELECT id FROM water_a")).all()) == 2
    assert [bool(each.failure) for each in history.chapters] == [False] * 4
    assert history.chapters[2].refused == "ValueError: who is that?"
