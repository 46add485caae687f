"""What ``coldframe migrations restore`` takes for a large table, against the engine's own tools.

    .venv/bin/python -m benchmarks.restores --rows 1000000 --database postgresql

One table of seven columns is saved and put back by both; the peer is ``pg_dump`` into ``psql``, or
``mariadb-dump`` into ``mariadb``, which compare nothing.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path

from coldframe.check.database.scratch import connectable, parsed
from coldframe.operate.address import address
from coldframe.operate.backup.saving import save
from coldframe.operate.loss_plan import LossPlan

SERVERS = {
    "postgresql": "postgresql://postgres@127.0.0.1:5432/postgres",
    "mariadb": "mysql://root@127.0.0.1:3306/",
}
COLUMNS = (
    "id INTEGER PRIMARY KEY, customer INTEGER NOT NULL, total NUMERIC(12, 2), currency VARCHAR(3),"
    " placed {moment}, note VARCHAR(200), remark VARCHAR(200)"
)
ROWS = {
    "postgresql": "SELECT n, n % 1000, n * 1.25, 'EUR', now(), 'note ü ' || n, NULL"
    " FROM generate_series(1, {rows}) n",
    "mariadb": "SELECT seq, seq % 1000, seq * 1.25, 'EUR', now(6), concat('note ü ', seq), NULL"
    " FROM seq_1_to_{rows}",
}
MOMENTS = {"postgresql": "TIMESTAMP", "mariadb": "DATETIME(6)"}


def main() -> int:
    """Print one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--database", choices=sorted(SERVERS), default="postgresql")
    asked = parser.parse_args()
    server = parsed(SERVERS[asked.database])
    name = f"coldframe_bench_{uuid.uuid4().hex[:8]}"
    engine = connectable(server).execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    try:
        url = server.set(database=name).render_as_string(hide_password=False)
        _run(asked.database, name, url, asked.rows)
    finally:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {name}")
        engine.dispose()
    return 0


def _run(kind: str, name: str, url: str, rows: int) -> None:
    create = f"CREATE TABLE orders ({COLUMNS.format(moment=MOMENTS[kind])})"
    _sent(url, create, f"INSERT INTO orders {ROWS[kind].format(rows=rows).replace('%', '%%')}")
    nothing = LossPlan("here", kind, "", "", (), (), (), (), (), (), ())
    with tempfile.TemporaryDirectory() as folder:
        backup, dump = f"{folder}/backup", f"{folder}/dump.sql"
        saving = _timed(lambda: save(backup, address(url), nothing, {"orders": ""}))
        dumping = _timed(lambda: _tool(kind, name, dump, load=False))
        _sent(url, "DROP TABLE orders")
        loading = _timed(lambda: _tool(kind, name, dump, load=True))
        _sent(url, "TRUNCATE TABLE orders")
        words = ["migrations", "restore", backup, url, "--apply"]
        command = [sys.executable, "-m", "coldframe", *words]
        restoring = _timed(lambda: subprocess.run(command, check=True))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(
        f"{kind}, {rows:,} rows: saved in {saving:.0f} s ({saving / dumping:.1f} times the engine's"
        f" dump), restored in {restoring:.0f} s ({restoring / loading:.1f} times), {peak} MB"
    )


def _timed(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def _tool(kind: str, name: str, dump: str, *, load: bool) -> None:
    address_of = ["-h", "127.0.0.1", "-U", "postgres"] if kind == "postgresql" else ["-uroot"]
    if kind == "mariadb":
        address_of += ["-h127.0.0.1"]
    program = {
        ("postgresql", False): ["pg_dump", *address_of, "-d", name],
        ("postgresql", True): ["psql", "-q", *address_of, "-d", name],
        ("mariadb", False): ["mariadb-dump", *address_of, name],
        ("mariadb", True): ["mariadb", *address_of, name],
    }[kind, load]
    with Path(dump).open("rb" if load else "wb") as stream:
        to = subprocess.DEVNULL if load else stream
        subprocess.run(program, check=True, stdin=stream if load else None, stdout=to)


def _sent(url: str, *statements: str) -> None:
    engine = connectable(parsed(url))
    with engine.begin() as connection:
        for each in statements:
            connection.exec_driver_sql(each)
    engine.dispose()


if __name__ == "__main__":
    sys.exit(main())
