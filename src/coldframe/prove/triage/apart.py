"""Counts in several processes, made by fork; what one of them cannot do is done here."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Sequence

from coldframe.declare.mistake import Mistake
from coldframe.prove.triage.tally import Tally


def apart(shares: Sequence[Callable[[], Tally]], say: Callable[[str], None]) -> Tally:
    """The sum of what ``shares`` count, each in a process of its own; the last in this one.

    A process that is killed or fails is replaced by this one, so the sum is always whole.
    """
    say("reading in several processes")
    started = [_start(share) for share in shares[:-1]]
    last = shares[-1]()
    total = Tally()
    for share, (pid, pipe) in zip(shares, started, strict=False):
        total.merge(_result(pid, pipe) or share())
    total.merge(last)
    return total


def _start(share: Callable[[], Tally]) -> tuple[int, int]:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return pid, reading
    code = 1
    try:
        os.close(reading)
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(share(), pipe, pickle.HIGHEST_PROTOCOL)
        code = 0
    except (Mistake, OSError):
        pass  # the first process does it again, and says what is wrong
    finally:
        os._exit(code)


def _result(pid: int, pipe: int) -> Tally | None:
    with os.fdopen(pipe, "rb") as stream:
        data = stream.read()
    _, status = os.waitpid(pid, 0)
    if status or not data:
        return None
    tally = pickle.loads(data)
    return tally if isinstance(tally, Tally) else None
