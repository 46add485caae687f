"""What a verdict asks of an evidence store with a million facts, and what recording them takes.

    .venv/bin/python -m benchmarks.evidence --store postgresql://postgres@127.0.0.1/empty_database

Nine tenths of the facts are about one feature, for the code as it is: 900 runs of 1,000 tests
over 30 commits, one of them with every test failed, and three flakes.  The rest is about others.
Beside it stands the peer: the same facts in one table of SQLite with an index, asked the same in
plain SQL, and read into Python and counted there.
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from coldframe.prove.evidence.fact import ERROR, FAILED, NOTED, PASSED, Fact
from coldframe.prove.evidence.store import Store

FEATURE, DIGEST = "shop.preview.cart", "d" * 64
RUNS, TESTS, COMMITS = 1000, 1000, 30
OTHERS = 10  # every so many'th run is about another feature
KINDS = ("coverage", "benchmark", "log", "migrations", "absent", "review", "adoption", "surface")


def run(number: int) -> list[Fact]:
    """The facts of one run."""
    feature = FEATURE if number % OTHERS else f"shop.preview.other{number // OTHERS % 5}"
    commit = f"{number % COMMITS:040x}"
    common = {"run": f"ci-{number}", "source": "results.xml", "commit": commit, "digest": DIGEST}
    time_ = f"2025-{1 + number // 84:02}-{1 + number % 28:02}T10:00:00Z"
    facts = []
    for test in range(TESTS):
        outcome = PASSED
        if number == 501 or (test < 3 and number % 100 == test + 1):
            outcome = FAILED if test % 2 else ERROR
        subject = f"shop.tests.unit.preview.cart.test_module_{test // 20}.TestCase.test_{test}"
        facts.append(Fact(feature, "tests", subject, outcome, 0.01, "s", time=time_, **common))
    return facts


def figures() -> list[Fact]:
    """What else a verdict reads: 50 facts of each other kind."""
    return [
        Fact(FEATURE, kind, f"{kind} {n}", NOTED, float(n), "1", float(n), digest=DIGEST)
        for kind in KINDS
        for n in range(50)
    ]


def verdict(store: Store) -> tuple[int, int, int]:
    """Every question of a verdict: runs, flakes, the latest of eight kinds, what is stale."""
    runs = store.runs(FEATURE, "tests", DIGEST)
    flakes = store.flaky(FEATURE, DIGEST)
    latest = [fact for kind in KINDS for fact in store.latest(FEATURE, kind, DIGEST)]
    store.stale(FEATURE, DIGEST)
    return len(runs), len(flakes), len(latest)


def told(name: str, ask: Callable[[], object], times: int) -> None:
    """Print milliseconds: median and least of all but the first, and what our processor did.

    On a machine with much else to do the last is what it takes; a server's part is not in it.
    """
    took, busy = [], []
    for _ in range(times + 1):
        start, worked = time.perf_counter(), time.process_time()
        ask()
        took.append((time.perf_counter() - start) * 1000)
        busy.append((time.process_time() - worked) * 1000)
    took, busy = took[1:], busy[1:]
    print(
        f"{name:10} {statistics.median(took):8.1f} ms, at least {min(took):.1f} ms,"
        f" processor {statistics.median(busy):.1f} ms"
    )


def flat(place: str) -> sqlite3.Connection:
    """The peer: one row per fact, and an index on what is asked for."""
    connection = sqlite3.connect(place)
    connection.execute(
        "CREATE TABLE facts (id INTEGER PRIMARY KEY, feature, kind, subject, outcome, value, unit,"
        " run, source, time, commit_hash, digest)"
    )
    for number in range(RUNS):
        connection.executemany(
            "INSERT INTO facts VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (f.feature, f.kind, f.subject, f.outcome, f.value, f.unit, f.run, f.source, f.time,
                 f.commit, f.digest)
                for f in run(number)
            ],
        )  # fmt: skip
        connection.commit()
    connection.execute("CREATE INDEX asked ON facts (feature, kind, digest, commit_hash, subject)")
    connection.commit()
    return connection


def in_sql(connection: sqlite3.Connection) -> tuple[int, int]:
    """Runs and flakes of the peer, in SQL."""
    where = "WHERE feature = ? AND kind = 'tests' AND digest = ?"
    runs = connection.execute(
        "SELECT run, commit_hash, max(time), sum(outcome = 'passed'), sum(outcome = 'failed'),"
        f" sum(outcome = 'error') FROM facts {where} GROUP BY run, commit_hash",
        (FEATURE, DIGEST),
    ).fetchall()
    flakes = connection.execute(
        f"SELECT subject, commit_hash FROM facts {where} GROUP BY subject, commit_hash"
        " HAVING sum(outcome = 'passed') > 0 AND sum(outcome IN ('failed', 'error')) > 0",
        (FEATURE, DIGEST),
    ).fetchall()
    return len(runs), len(flakes)


def in_python(connection: sqlite3.Connection) -> tuple[int, int]:
    """Runs and flakes of the peer, counted in Python."""
    runs: Counter[tuple[str, str, str]] = Counter()
    outcomes: dict[tuple[str, str], set[bool]] = {}
    rows: Iterator[tuple[str, str, str, str]] = connection.execute(
        "SELECT run, commit_hash, subject, outcome FROM facts WHERE feature = ? AND digest = ?",
        (FEATURE, DIGEST),
    )
    for run_, commit, subject, outcome in rows:
        runs[run_, commit, outcome] += 1
        outcomes.setdefault((subject, commit), set()).add(outcome == PASSED)
    flakes = [key for key, seen in outcomes.items() if len(seen) == 2]
    return len({key[:2] for key in runs}), len(flakes)


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", default="", help="an empty database (default: a file)")
    parser.add_argument("--peer", action="store_true", help="time the peer, too")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "evidence.sqlite"
        with Store(asked.store or str(place)) as store:
            if store.exists:
                parser.error("this store is not empty")
            start = time.perf_counter()
            for number in range(RUNS):
                store.append(run(number))
            store.append(figures())
            took = time.perf_counter() - start
            print(f"recorded {RUNS * TESTS:,} facts in {RUNS:,} runs: {took:.0f} s")
            if not asked.store:
                print(f"the file has {place.stat().st_size / 1e6:.0f} MB")
            print("runs, flakes, latest:", verdict(store))
            for name, ask in {
                "verdict": lambda: verdict(store),
                "  runs": lambda: store.runs(FEATURE, "tests", DIGEST),
                "  flaky": lambda: store.flaky(FEATURE, DIGEST),
                "  latest": lambda: store.latest(FEATURE, "benchmark", DIGEST),
                "  stale": lambda: store.stale(FEATURE, DIGEST),
            }.items():
                store.close()
                told(name, ask, 15)
        if asked.peer:
            peer = flat(str(Path(folder) / "flat.sqlite"))
            size = (Path(folder) / "flat.sqlite").stat().st_size / 1e6
            print(f"peer: {size:.0f} MB; runs, flakes: {in_sql(peer)}, {in_python(peer)}")
            for name, count in {"plain SQL": in_sql, "in Python": in_python}.items():
                told(name, lambda count=count: count(peer), 3)  # type: ignore[misc]
    return 0


if __name__ == "__main__":
    sys.exit(main())
