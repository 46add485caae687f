"""What keeps a store from its work is said, with what to do, and without a password."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from databases import database
from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import Engine, make_url

import coldframe.prove.evidence.schema as schema
from coldframe.declare.mistake import Mistake
from coldframe.prove.evidence import opening
from coldframe.prove.evidence.fact import PASSED, Fact
from coldframe.prove.evidence.store import Store
from coldframe.prove.evidence.tables import METADATA

FACT = Fact("shop.preview.cart", "tests", "test_it", PASSED, run="1", digest="d")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A store with one fact."""
    Store(str(tmp_path / "s.sqlite")).append([FACT])
    return tmp_path / "s.sqlite"


def refused(ask: Callable[[], Any], *words: str) -> str:
    """What is said when ``ask`` is refused, which must have ``words`` in it."""
    with pytest.raises(Mistake) as mistake:
        ask()
    said = str(mistake.value)
    assert [word for word in words if word not in said] == []
    assert len(said.splitlines()) == 2
    return said


def ways(place: Path | str) -> list[Callable[[], Any]]:
    """Reading and writing."""
    return [lambda: Store(str(place)).stale("f", ""), lambda: Store(str(place)).append([FACT])]


def test_a_full_disk_adds_nothing(place: Path) -> None:
    facts = [FACT._replace(subject=f"test_{n}", run="2") for n in range(5000)]
    with pragma("max_page_count = 40"):
        refused(lambda: Store(str(place)).append(facts), "is full", "Nothing of it was recorded")
    store = Store(str(place))
    assert [run.run for run in store.runs(FACT.feature, "tests", "d")] == ["1"]
    store.append(facts)
    assert [run.passed for run in store.runs(FACT.feature, "tests", "d")] == [1, 5000]


@contextmanager
def pragma(said: str) -> Iterator[None]:
    """A pragma for every connection to SQLite."""

    def connected(connection: Any, _: Any) -> None:
        connection.execute(f"PRAGMA {said}")

    event.listen(Engine, "connect", connected)
    try:
        yield
    finally:
        event.remove(Engine, "connect", connected)


def test_a_file_that_is_no_store(tmp_path: Path) -> None:
    place = tmp_path / "s.sqlite"
    place.write_bytes(b"This is a text, and has been one for more than a page.\n" * 99)
    for way in ways(place):
        refused(way, str(place), "file is not a database", "begin anew with another --store")


def test_a_damaged_store(place: Path) -> None:
    whole = place.read_bytes()
    place.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    for way in ways(place):
        refused(way, "malformed", "begin anew with another --store")


def test_an_empty_file_is_an_empty_store(tmp_path: Path) -> None:
    place = tmp_path / "s.sqlite"
    place.touch()
    assert Store(str(place)).stale("f", "") == []
    assert Store(str(place)).append([FACT]) == [1]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_store_that_may_only_be_read_by_its_mode(place: Path) -> None:
    place.chmod(0o444)
    refused(ways(place)[1], "readonly", "that this user may write")
    assert len(ways(place)[0]()) == 0


def test_a_store_that_may_only_be_read(place: Path) -> None:
    with pragma("query_only = on"):
        refused(ways(place)[1], "readonly", "that this user may write")
        assert Store(str(place)).runs(FACT.feature, "tests", "d") != []


def test_a_folder_that_is_not_there_is_made_and_a_file_is_none(tmp_path: Path) -> None:
    assert Store(str(tmp_path / "a/b c/s.sqlite")).append([FACT]) == [1]
    refused(ways(tmp_path / "a/b c/s.sqlite/x")[1], "cannot be made")


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_a_store_of_a_newer_coldframe(engine: str) -> None:
    with database(engine) as address:
        Store(address).append([FACT])
        connection = create_engine(address)
        with connection.begin() as at:
            at.execute(text("UPDATE coldframe_version SET version_num = '9999'"))
        connection.dispose()
        for way in ways(address):
            refused(way, "was written by a newer Coldframe (schema 9999", "Upgrade Coldframe")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"port": 1}, ("refused", "Check host and port")),
        ({"database": "coldframe_no_such"}, ("does not exist", "Make that database")),
        ({"host": "no-such-host.invalid"}, ("no-such-host", "Check host and port")),
    ],
)
def test_a_server_that_does_not_answer(change: dict[str, Any], words: tuple[str, ...]) -> None:
    with database("postgresql") as address:
        url = make_url(address).set(password="tops3cret", **change)
        for way in ways(url.render_as_string(hide_password=False)):
            assert "tops3cret" not in refused(way, *words)


def test_a_user_who_may_not_make_tables() -> None:
    with database("postgresql") as address:
        role = make_url(address).database
        admin = create_engine(address)
        with admin.begin() as connection:
            connection.execute(text(f"CREATE ROLE {role} LOGIN PASSWORD 'tops3cret'"))
            connection.execute(text("REVOKE CREATE ON SCHEMA public FROM PUBLIC"))
        try:
            theirs = make_url(address).set(username=role, password="tops3cret")
            store = Store(theirs.render_as_string(hide_password=False))
            assert "tops3cret" not in store.shown
            said = refused(lambda: store.append([FACT]), "permission denied", "make tables")
            assert "tops3cret" not in said
            store.close()
        finally:
            with admin.begin() as connection:
                connection.execute(text(f"DROP ROLE {role}"))
            admin.dispose()


def test_a_job_waits_for_another_and_then_says_so(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "PATIENCE", 0.2)
    other = sqlite3.connect(place, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    refused(ways(place)[1], "database is locked", "Another job holds it")
    other.execute("ROLLBACK")
    other.close()
    assert ways(place)[1]() == [2]


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_the_steps_make_the_tables_that_the_code_asks(engine: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with database(engine) as address:
        Store(address).append([FACT])
        made = create_engine(address)
        with made.connect() as connection:
            context = MigrationContext.configure(
                connection, opts={"version_table": "coldframe_version", "compare_type": True}
            )
            assert compare_metadata(context, METADATA) == []
        made.dispose()


def test_the_steps_are_one_list_that_ends_where_the_code_thinks() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(schema.__file__).parent))
    steps = ScriptDirectory.from_config(config)
    assert steps.get_heads() == [opening.NEWEST]
    assert tuple(step.revision for step in reversed(list(steps.walk_revisions()))) == opening.KNOWN
