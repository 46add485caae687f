"""What a killed run has left behind goes, and nothing else does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from databases import SERVERS, server
from sqlalchemy import text

from coldframe.check.database.leftovers import PREFIX, is_left_over, own_name, own_prefix
from coldframe.check.database.scratch import connectable, parsed, scratch

KILLED = """
import os, signal, sys
from coldframe.check.database.scratch import scratch
with scratch(sys.argv[1]) as engine:
    print(engine.url.database, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("name", SERVERS)
def test_the_next_run_drops_it(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = server(name)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    done = subprocess.run(
        [sys.executable, "-c", KILLED, address], capture_output=True, text=True, check=False
    )
    assert done.returncode == -signal.SIGKILL
    left = done.stdout.strip()
    assert exists(name, left)
    with scratch(address) as engine:
        assert not exists(name, left)
        assert exists(name, engine.url.database or "")
        with scratch(address):  # what lives stays
            assert exists(name, engine.url.database or "")


def exists(name: str, database: str) -> bool:
    if name == "sqlite":
        return Path(database).parent.exists()
    engine = connectable(parsed(server(name)))
    asked = {"postgresql": "SELECT datname FROM pg_database", "mariadb": "SHOW DATABASES"}[name]
    with engine.connect() as connection:
        found = {row[0] for row in connection.execute(text(asked))}
    engine.dispose()
    return database in found


def test_only_ours_of_dead_processes() -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    ours = own_prefix().removesuffix(f"{os.getpid()}_")
    assert is_left_over(f"{ours}{dead.pid}_0123abcd")
    for other in (
        own_name(),
        f"{PREFIX}00000000_{dead.pid}_0123abcd",  # another machine or user
        f"{PREFIX}0123456789ab",
        f"{ours}{dead.pid}_0123abcd; DROP DATABASE shop",
        f"{ours}99999999999999999999_0123abcd",
        "shop",
    ):
        assert not is_left_over(other)
