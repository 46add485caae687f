"""What goes wrong with the database is told in two lines; nothing is lost, nothing is left."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from databases import SERVERS, server
from gardens import migrated_garden
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from coldframe.check.database.leftovers import own_prefix
from coldframe.check.database.scratch import connectable, parsed
from coldframe.cli import main
from coldframe.declare.mistake import Mistake
from coldframe.prove.upgrade.verify import verify

BEDS = (
    'op.create_table("beds", sa.Column("id", sa.Integer, primary_key=True),'
    ' sa.Column("name", sa.String(200)))'
)
KILLS = {
    "postgresql": "SELECT pg_terminate_backend(pg_backend_pid())",
    "mariadb": "KILL CONNECTION_ID()",
}
LOCKS = {
    "sqlite": "BEGIN EXCLUSIVE",
    "postgresql": "LOCK TABLE beds IN ACCESS EXCLUSIVE MODE",
    "mariadb": "LOCK TABLES beds WRITE",
}
PASSWORD = "s3cr3t/p@ss word"
WRITTEN = "s3cr3t%2Fp%40ss+word"


def left_behind(name: str) -> list[str]:
    """The scratch databases of this process."""
    if name == "sqlite":
        import tempfile

        return [each.name for each in Path(tempfile.gettempdir()).glob(own_prefix() + "*")]
    asked = {"postgresql": "SELECT datname FROM pg_database", "mariadb": "SHOW DATABASES"}[name]
    engine = connectable(parsed(server(name)))
    with engine.connect() as connection:
        found = [row[0] for row in connection.execute(text(asked))]
    engine.dispose()
    return [each for each in found if each.startswith(own_prefix())]


@pytest.mark.parametrize("name", ["postgresql", "mariadb"])
def test_a_killed_connection(name: str, tmp_path: Path) -> None:
    migrated_garden(tmp_path, {"001": BEDS, "002": f"op.execute('{KILLS[name]}')"})
    with pytest.raises(Mistake, match="broke off the connection while 002 ran") as caught:
        verify(str(tmp_path), databases=[server(name)])
    assert caught.value.remedy.startswith("See that the server is up and run it again")
    assert left_behind(name) == []
    migrated_garden(tmp_path, {"001": BEDS, "002": "pass"})
    assert verify(str(tmp_path), databases=[server(name)]).kept


@pytest.mark.parametrize("name", SERVERS)
def test_a_lock_of_another_client(name: str, tmp_path: Path) -> None:
    held = (
        "other = sa.create_engine(op.get_bind().engine.url).connect()\n"
        f"    other.exec_driver_sql('{LOCKS[name]}')\n"
        "    sa.held = other\n"
        "    op.execute('UPDATE beds SET id = id')"
    )
    migrated_garden(tmp_path, {"001": BEDS, "002": held})
    try:
        with pytest.raises(Mistake, match="holds a lock, waited for in vain while 002 ran"):
            verify(str(tmp_path), databases=[server(name)], patience=1)
    finally:
        import sqlalchemy

        sqlalchemy.held.invalidate()  # type: ignore[attr-defined]
        del sqlalchemy.held  # type: ignore[attr-defined]
    assert left_behind(name) == []


def test_a_full_disk(tmp_path: Path) -> None:
    """No file may become larger than 600 kB; with room, the same run completes."""
    migrated_garden(tmp_path, {"001": BEDS, "002": "pass"})
    limited = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000));"
        "from coldframe.cli import program; program()"
    )
    words = ["migrations", "verify", str(tmp_path), "--rows", "5000", "--python", sys.executable]
    done = subprocess.run(
        [sys.executable, "-c", limited, *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2, done.stderr
    first, second = done.stderr.splitlines()
    assert first.startswith("coldframe: there is no room left for SQLite while")
    assert "TMPDIR" in second
    assert verify(str(tmp_path), rows=5000).kept


@pytest.fixture
def small_disk() -> Iterator[str]:
    """A tablespace of PostgreSQL on a disk of 24 MB."""
    if not hasattr(os, "geteuid") or os.geteuid() or not shutil.which("mount"):
        pytest.skip("only root can mount a small disk")
    engine = connectable(parsed(server("postgresql"))).execution_options(
        isolation_level="AUTOCOMMIT"
    )
    place = tempfile.mkdtemp(prefix="coldframe-disk-")
    os.chmod(place, 0o755)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m,mode=777", "tmpfs", place], capture_output=True
    )
    if mounted.returncode:
        os.rmdir(place)
        pytest.skip(f"no small disk can be mounted here: {mounted.stderr.decode().strip()}")
    name = f"small_{os.getpid()}"
    try:
        os.mkdir(f"{place}/data")
        with suppress(LookupError):  # the server may run elsewhere, and refuses the place then
            shutil.chown(f"{place}/data", "postgres")
        with engine.connect() as connection:
            try:
                connection.execute(text(f"CREATE TABLESPACE {name} LOCATION '{place}/data'"))
            except SQLAlchemyError as error:
                pytest.skip(f"PostgreSQL cannot use a disk of this machine: {error}")
            yield name
            connection.execute(text(f"DROP TABLESPACE {name}"))
    finally:
        engine.dispose()
        subprocess.run(["umount", place], check=True)
        os.rmdir(place)


def test_a_full_disk_of_the_server(small_disk: str, tmp_path: Path) -> None:
    """What fills it is another's, and goes; then the same run completes."""
    migrated_garden(tmp_path, {"001": BEDS, "002": "op.execute('UPDATE beds SET id = id')"})
    address = parsed(server("postgresql")).update_query_dict(
        {"options": f"-c default_tablespace={small_disk}"}
    )
    url = address.render_as_string(hide_password=False)
    filling = connectable(address)
    with filling.begin() as connection:
        connection.execute(text("DROP TABLE IF EXISTS coldframe_filling"))
        connection.execute(
            text(
                "CREATE TABLE coldframe_filling AS SELECT repeat(md5(n::text), 30) AS t"
                " FROM generate_series(1, 20000) n"
            )
        )
    try:
        with pytest.raises(Mistake, match="there is no room left for PostgreSQL while") as caught:
            verify(str(tmp_path), databases=[url], rows=20_000)
        assert caught.value.remedy.startswith("Free some room")
        assert left_behind("postgresql") == []
    finally:
        with filling.begin() as connection:
            connection.execute(text("DROP TABLE coldframe_filling"))
        filling.dispose()
    assert verify(str(tmp_path), databases=[url], rows=5000).kept


def test_nothing_but_two_lines_when_rows_cannot_arrive(tmp_path: Path) -> None:
    """psycopg sends many rows at once, and has more to say when the server is gone meanwhile."""
    dies = (
        f"{BEDS}\n"
        "    op.execute('CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM"
        " pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$')\n"
        "    op.execute('CREATE TRIGGER dies BEFORE INSERT ON beds FOR EACH ROW"
        " EXECUTE FUNCTION die()')"
    )
    migrated_garden(tmp_path, {"001": dies})
    words = ["migrations", "verify", str(tmp_path), "--python", sys.executable, "--database"]
    done = subprocess.run(
        [sys.executable, "-m", "coldframe", *words, server("postgresql")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stdout + done.stderr
    first, _ = done.stderr.splitlines()
    assert first.startswith("coldframe: PostgreSQL broke off the connection while")


def test_no_password_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """PostgreSQL trusts this address, so the password stands in what the host's code says."""
    address = parsed(server("postgresql"))._replace(password=PASSWORD)
    raises = (
        "url = op.get_bind().engine.url\n"
        "    raise ValueError(url.render_as_string(hide_password=False) + ' ' + url.password)"
    )
    migrated_garden(tmp_path, {"001": BEDS, "002": raises})
    words = ["migrations", "verify", str(tmp_path), "--python", sys.executable, "--database"]
    shown = address.render_as_string(hide_password=False)
    for more in ([], ["--json"]):
        assert main([*words, shown, *more]) == 1
        said = capsys.readouterr()
        assert "***" in said.out
        assert "s3cr3t" not in said.out + said.err
    stopped = json.loads(said.out)["passages"][0]["stopped"]
    assert stopped["why"].startswith("ValueError: postgresql+psycopg://postgres:***@")


@pytest.mark.parametrize(
    "address",
    [
        f"postgresql://nobody:{WRITTEN}@127.0.0.1:1/x",
        f"mysql://nobody:{WRITTEN}@127.0.0.1:1/x",
        f"postgresql://127.0.0.1:1/x?user=nobody&password={WRITTEN}",
        f"mysql://nobody:{WRITTEN}@127.0.0.1:port/x",
        f"orakel://nobody:{WRITTEN}@127.0.0.1/x",
    ],
)
def test_no_password_is_in_a_refusal(
    address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    migrated_garden(tmp_path, {"001": BEDS})
    words = ["migrations", "verify", str(tmp_path), "--python", sys.executable]
    for more in ([], ["--json"]):
        assert main([*words, "--database", address, *more]) == 2
        said = capsys.readouterr()
        assert "s3cr3t" not in said.out + said.err
        assert len(said.err.splitlines()) == 2


@pytest.mark.parametrize("name", ["mariadb"])
def test_a_refused_password_is_not_shown(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address = parsed(server(name))._replace(username="nobody", password=PASSWORD)
    migrated_garden(tmp_path, {"001": BEDS})
    words = ["migrations", "verify", str(tmp_path), "--python", sys.executable]
    assert main([*words, "--database", address.render_as_string(hide_password=False)]) == 2
    said = capsys.readouterr().err
    assert "Access denied" in said and "s3cr3t" not in said


@pytest.mark.parametrize(
    "words", [["--rows", "0"], ["--rows", "beds=many"], ["--patience", "soon"], ["--rows", "-1"]]
)
def test_what_is_no_number(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["migrations", "verify", *words]) == 2
    assert "Write for example" in capsys.readouterr().err or words[1] == "-1"


def test_text_says_what_is_not_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    migrated_garden(tmp_path, {"001": BEDS, "002": "op.execute('DELETE FROM beds WHERE id = 2')"})
    assert main(["migrations", "verify", str(tmp_path), "--python", sys.executable]) == 1
    said = capsys.readouterr().out
    assert "SQLite, previews on: NOT KEPT; 2 revisions, 1 stable table, 4 rows" in said
    assert "    ! beds  1 row gone, for example id 2\n" in said
    assert said.count("as with the previews") == 2


def test_revisions_that_ran_on_empty_tables_are_not_proven(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    refuses = (
        "if op.get_bind().execute(sa.text('SELECT count(*) FROM beds')).scalar():\n"
        "        raise ValueError('no rows')"
    )
    migrated_garden(tmp_path, {"001": BEDS, "002": refuses, "003": "pass", "004": "1 / 0"})
    assert main(["migrations", "verify", str(tmp_path), "--python", sys.executable]) == 1
    said = " ".join(capsys.readouterr().out.split())
    assert "of the 3 revisions before it, 2 are proven and 1 ran on empty tables;" in said
