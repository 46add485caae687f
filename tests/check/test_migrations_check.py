"""A database that fails is told as that, and never as a finding about a revision."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from databases import server
from gardens import migrated_garden

from coldframe.check.migrations_check import migrations_check
from coldframe.cli import main
from coldframe.declare.mistake import Mistake

BEDS = 'op.create_table("beds", sa.Column("id", sa.Integer, primary_key=True))'
KILLS = {
    "postgresql": "SELECT pg_terminate_backend(pg_backend_pid())",
    "mariadb": "KILL CONNECTION_ID()",
}


@pytest.mark.parametrize("name", KILLS)
def test_a_lost_connection(name: str, tmp_path: Path) -> None:
    migrated_garden(tmp_path, {"001": BEDS, "002": f'op.execute("{KILLS[name]}")'})
    with pytest.raises(Mistake, match="broke off the connection while 002 ran"):
        migrations_check(str(tmp_path), databases=[server(name)])


@pytest.mark.parametrize("name", KILLS)
def test_a_connection_that_is_lost_in_the_second_run(name: str, tmp_path: Path) -> None:
    """The first run finds no table ``late``, a second one does."""
    kill = f'if sa.inspect(op.get_bind()).has_table("late"):\n        op.execute("{KILLS[name]}")'
    late = 'op.create_table("late", sa.Column("id", sa.Integer, primary_key=True))'
    more = 'op.execute("UPDATE beds SET id = id WHERE id = 0")'
    commit = "op.get_bind().commit()\n    op.get_bind().begin()"
    body = f"{kill}\n    {late}\n    {commit}\n    {more}"
    migrated_garden(tmp_path, {"001": BEDS, "002": body})
    with pytest.raises(Mistake, match="broke off the connection while 002 ran"):
        migrations_check(str(tmp_path), databases=[server(name)], rules=["not_resumable"])


def test_a_full_disk(tmp_path: Path) -> None:
    """No file may become larger than 300 kB."""
    fill = "for n in range(40):\n        op.execute(f\"INSERT INTO beds VALUES ({n + 9}, '{n:030000}')\")"
    beds = BEDS.replace("))", '), sa.Column("name", sa.Text))')
    migrated_garden(tmp_path, {"001": beds, "002": fill})
    limited = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000));"
        "from coldframe.cli import program; program()"
    )
    words = ["migrations", "check", str(tmp_path), "--python", sys.executable]
    done = subprocess.run(
        [sys.executable, "-c", limited, *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2, done.stdout + done.stderr
    first, _ = done.stderr.splitlines()
    assert first.startswith("coldframe: there is no room left for SQLite while 002 ran")


def test_a_lock_of_the_revision_s_own_is_a_finding(tmp_path: Path) -> None:
    """Nobody else knows a scratch database."""
    held = (
        "op.execute('UPDATE beds SET id = id')\n"
        "    other = sa.create_engine(op.get_bind().engine.url, connect_args={'timeout': 0.1})\n"
        "    with other.begin() as connection:\n"
        "        connection.exec_driver_sql('UPDATE beds SET id = id')"
    )
    migrated_garden(tmp_path, {"001": BEDS, "002": held})
    (found,) = migrations_check(str(tmp_path), rules=["revision_fails"]).findings
    assert "database is locked" in found.message


def test_a_connection_that_a_revision_leaves_open(tmp_path: Path) -> None:
    """PostgreSQL copies only what nobody uses."""
    left = (
        "sa.left = sa.create_engine(op.get_bind().engine.url).connect()\n"
        "    op.add_column('beds', sa.Column('name', sa.String(40)))"
    )
    migrated_garden(tmp_path, {"001": BEDS, "002": left, "003": "pass"})
    try:
        outcome = migrations_check(
            str(tmp_path), databases=[server("postgresql")], rules=["not_resumable"]
        )
    finally:
        import sqlalchemy

        sqlalchemy.left.invalidate()  # type: ignore[attr-defined]
        del sqlalchemy.left  # type: ignore[attr-defined]
    assert outcome.findings == ()


def test_a_baseline_hides_what_was_there_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As ``check`` has it: the same file, the same words, its own command in them."""
    root, file = tmp_path / "garden", str(tmp_path / "known.json")
    drop = "op.drop_table('beds')"
    migrated_garden(root, {"001": BEDS, "002": drop})
    words = ["migrations", "check", str(root), "--python", sys.executable, "--baseline", file]
    assert main(words) == 2
    assert f"`coldframe migrations check --baseline {file} --update-baseline`" in (
        capsys.readouterr().err
    )
    assert main([*words, "--rule", "revision_fails", "--update-baseline"]) == 2
    assert main([*words, "--update-baseline"]) == 0
    capsys.readouterr()
    more = {"003": BEDS.replace("beds", "more"), "004": drop.replace("beds", "more")}
    migrated_garden(root, {"001": BEDS, "002": drop, **more})
    assert main([*words, "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert {each["path"][-6:] for each in told["findings"]} == {"004.py"}
    assert {each["reason"] for each in told["accepted"]} == {f"known in {file}"}
    migrated_garden(root, {"001": BEDS, "002": "pass", **more})
    assert main(words) == 1
    assert f"coldframe migrations check --baseline {file} --update" in capsys.readouterr().out
