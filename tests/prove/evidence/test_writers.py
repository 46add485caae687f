"""Ten jobs that write at once lose nothing, also when one of them is killed."""

from __future__ import annotations

import multiprocessing
import time
from pathlib import Path

import pytest
from databases import database

from coldframe.prove.evidence.fact import PASSED, Fact
from coldframe.prove.evidence.store import Store

JOBS, TIMES, EACH = 10, 3, 50


def job(address: str, name: str, times: int, said: Path) -> None:
    """Append ``times`` runs with the same subjects; each run is written to ``said`` after it."""
    with Store(address) as store:
        for number in range(times):
            run = f"{name}.{number}"
            store.append(
                [Fact("f", "tests", f"t{n}", PASSED, run=run, digest="d") for n in range(EACH)]
            )
            with said.open("a") as file:
                file.write(f"{run}\n")


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_nothing_is_lost(engine: str, tmp_path: Path) -> None:
    """The jobs begin with no store, so that all of them want to make it."""
    processes = multiprocessing.get_context("fork")  # a fresh Python each would take a minute
    with database(engine) as address:
        victim = processes.Process(target=job, args=(address, "v", 10**6, tmp_path / "victim"))
        jobs = [
            processes.Process(target=job, args=(address, str(n), TIMES, tmp_path / str(n)))
            for n in range(JOBS)
        ]
        for one in (victim, *jobs):
            one.start()
        while not (tmp_path / "victim").exists() and victim.is_alive():
            time.sleep(0.01)
        time.sleep(0.1)  # so that it is anywhere in its work
        victim.kill()
        for one in (victim, *jobs):
            one.join(120)
        assert [one.exitcode for one in jobs] == [0] * JOBS
        said = {run for file in tmp_path.iterdir() for run in file.read_text().split()}
        with Store(address) as store:
            runs = {run.run: run.passed for run in store.runs("f", "tests", "d")}
            assert set(runs.values()) == {EACH}  # no run is there in part
            assert len(said) > JOBS * TIMES
            assert said <= set(runs)
            assert len(store.append([Fact("f", "tests", "after", PASSED, digest="d")])) == 1
