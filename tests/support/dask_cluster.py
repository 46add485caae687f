"""A real Dask cluster on this machine: a scheduler and workers, each a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest


class Dask(NamedTuple):
    """``dask://HOST:PORT``, and the processes of the workers."""

    address: str
    workers: list[subprocess.Popen[bytes]]


@contextmanager
def dask(folder: Path, workers: int = 2) -> Iterator[Dask]:
    """A cluster of ``workers`` with a thread each; all are killed in the end."""
    pytest.importorskip("distributed")
    told = folder / "scheduler.json"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    log = (folder / "dask.log").open("wb")

    def start(*words: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "dask", *words, "--no-dashboard", "--scheduler-file", str(told)],
            cwd=folder, env=environment, stdout=log, stderr=log,
        )  # fmt: skip

    started = [start("scheduler", "--host", "127.0.0.1", "--port", "0")]
    try:
        places = [str(folder / f"worker-{at}") for at in range(workers)]
        started += [
            start("worker", "--nthreads", "1", "--no-nanny", "--local-directory", place)
            for place in places
        ]
        address = _address(told)
        _wait_for(address, workers)
        yield Dask(address.replace("tcp://", "dask://"), started[1:])
    finally:
        for one in reversed(started):
            one.kill()
            one.wait()
        log.close()


def _address(told: Path) -> str:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if told.exists():
            try:
                return str(json.loads(told.read_text())["address"])
            except ValueError:
                pass
        time.sleep(0.05)
    raise AssertionError((told.parent / "dask.log").read_text())


def _wait_for(address: str, workers: int) -> None:
    if not workers:
        return
    from distributed import Client

    with Client(address, set_as_default=False, timeout=60) as client:
        client.wait_for_workers(workers, timeout=60)
