"""Reads logs on the workers of a Dask cluster that is there already.

Workers read the logs themselves, under the same names: on a file system that all have, or from
addresses.  What a worker did that was lost is done again by another.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Any

from coldframe import __version__
from coldframe.declare.mistake import Mistake
from coldframe.prove.triage.counting import Sought
from coldframe.prove.triage.listed import Log
from coldframe.prove.triage.opened import STDIN, is_address
from coldframe.prove.triage.owners import Owners
from coldframe.prove.triage.pieces import Piece, pieces, weight
from coldframe.prove.triage.reading import count
from coldframe.prove.triage.tally import Tally

SCHEME = "dask://"
_PATIENCE = 15  # seconds until a scheduler, or its first worker, has to be there
_TASKS = 8  # for each worker, so that one that is slow or lost costs little
_LEAST = 16 << 20  # bytes of a task
_SAME_NAMES = "Workers read logs themselves: all must have them under one name, or an address."


class Cluster:
    """The cluster whose scheduler is at ``dask://HOST:PORT``; to be closed when all is read.

    Raises Mistake for an address that is none, and where nobody answers or works.
    """

    def __init__(
        self,
        address: str,
        owners: Owners,
        sought: Sought,
        say: Callable[[str], None] = lambda doing: None,
    ) -> None:
        self._address = address
        self._owners, self._sought, self._say = owners, sought, say
        self._client = _client(address)

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *raised: object) -> None:
        self._client.close()

    def read(self, logs: Sequence[Log]) -> Tally:
        """Count what is in ``logs``, as `reading.read` does; standard input is read here."""
        workers = sum(self._client.nthreads().values())
        here = [log for log in logs if STDIN in log.parts]
        there = [_absolute(log) for log in logs if STDIN not in log.parts]
        tasks = _tasks(list(pieces(there, workers * _TASKS)), workers * _TASKS)
        total = Tally()
        for tally in self._done(tasks):
            total.merge(tally)
        total.rename({os.path.abspath(n): n for log in logs for n in (log.name, *log.parts)})
        if here:
            total.merge(count(list(pieces(here, 1)), self._owners, self._say, self._sought))
        for group in total.groups.values():
            path = group.frame.path if group.frame else ""
            group.people = self._owners.people(path, group.culprit.name)
        return total

    def _done(self, tasks: list[list[Piece]]) -> list[Tally]:
        """The tallies of the tasks, in their order."""
        from concurrent.futures import CancelledError

        from distributed import as_completed
        from distributed.scheduler import KilledWorker

        if not tasks:
            return []
        shared = self._client.scatter((self._owners, self._sought), broadcast=True, hash=False)
        futures = [
            self._client.submit(counted, __version__, task, shared, pure=False) for task in tasks
        ]
        try:
            for number, _ in enumerate(as_completed(futures, loop=self._client.loop), 1):
                self._say(f"reading on {self._address}: {number} of {len(tasks)} parts")
            return [self._result(future, task) for future, task in zip(futures, tasks, strict=True)]
        except (KilledWorker, CancelledError) as error:  # several workers died, or all
            raise Mistake(
                f"workers of {self._address} died while they read: {error}",
                "Look at their logs, and give them more memory.",
            ) from None
        finally:
            self._client.cancel(futures)

    def _result(self, future: Any, task: list[Piece]) -> Tally:
        try:
            tally = future.result()
        except Mistake as mistake:
            remedy = _SAME_NAMES if "cannot be read" in mistake.what else mistake.remedy
            raise Mistake(f"a worker of {self._address}: {mistake.what}", remedy) from None
        except (ImportError, AttributeError) as error:
            raise Mistake(
                f"the workers of {self._address} cannot read logs: {error}",
                f"Install coldframe {__version__} with what it needs where they run.",
            ) from None
        assert isinstance(tally, Tally)
        return tally


def _absolute(log: Log) -> Log:
    """Workers run in folders of their own."""
    if is_address(log.name):
        return log
    return Log(os.path.abspath(log.name), tuple(map(os.path.abspath, log.parts)))


def counted(version: str, task: list[Piece], shared: tuple[Owners, Sought]) -> Tally:
    """What a worker does: count what is in ``task``.  Raises Mistake, as `reading.count` does."""
    if version != __version__:
        raise Mistake(
            f"it has coldframe {__version__}, and {version} is asking",
            f"Install coldframe {version} where it runs.",
        )
    return count(task, shared[0], sought=shared[1])


def _tasks(parts: list[Piece], most: int) -> list[list[Piece]]:
    """Pieces in runs of about the same size; what is read from an address counts as the least."""
    sizes = [_LEAST if is_address(part.log.name) else weight(part) for part in parts]
    goal = max(_LEAST, sum(sizes) // most)
    found: list[list[Piece]] = []
    filled = 0
    for part, size in zip(parts, sizes, strict=True):
        if not found or filled + size / 2 > goal:
            found.append([])
            filled = 0
        found[-1].append(part)
        filled += size
    return found


def _client(address: str) -> Any:
    from distributed import Client

    place = address.removeprefix(SCHEME)
    host, _, port = place.rpartition(":")
    if not address.startswith(SCHEME) or not host or not port.isdecimal():
        raise Mistake(f"there is no engine {address!r}", f"Write {SCHEME}HOST:PORT, or local.")
    try:
        client = Client(f"tcp://{place}", timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise Mistake(
            f"no scheduler of Dask answers at {place}: {error}", "Start one: dask scheduler"
        ) from None
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError:
        client.close()
        raise Mistake(
            f"the scheduler at {place} has no workers", f"Start some: dask worker {place}"
        ) from None
    return client
