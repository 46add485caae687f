"""Runs something in a process that dies, is interrupted, or finds the disk full at its n-th write."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

_WRITES = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod")
# What a git process does to a repository; the others only read.
_GIT_WRITES = {"update-index", "update-ref", "read-tree", "write-tree", "commit-tree", "fetch"}


class Outcome(NamedTuple):
    """How it ended: ``code`` is 0, 1 after an exception, -9 after a kill.

    ``told`` is what the exception said; ``writes`` counts the writes up to the end.
    """

    code: int
    told: str
    writes: int


def faulty(place: Path, fault: str, at: int, action: Callable[[], object]) -> Outcome:
    """Run ``action`` in a child that faults at its ``at``-th write below ``place``; 0: never.

    ``kill`` is kill -9, ``interrupt`` Ctrl-C, ``full`` a disk that is full for one moment and
    ``stuck`` one that stays so.  The moments before git writes count for the first two.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        code, told, count = 1, "", [0]

        def audit(event: str, arguments: tuple[object, ...]) -> None:
            if not _is_write(event, arguments, place, fault in ("kill", "interrupt")):
                return
            count[0] += 1
            if count[0] == at or (fault == "stuck" and count[0] > at > 0):
                if fault == "kill":
                    os.kill(os.getpid(), signal.SIGKILL)
                elif fault == "interrupt":
                    raise KeyboardInterrupt
                raise OSError(28, "No space left on device", str(arguments[0]))

        try:
            sys.addaudithook(audit)
            action()
            code = 0
        except BaseException as error:
            told = str(error)
        finally:
            os.write(writer, f"{count[0]} {told}".encode()[:4000])
            os._exit(code)
    os.close(writer)
    with open(reader, "rb") as pipe:
        number, _, told = pipe.read().decode("utf-8", "replace").partition(" ")
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return Outcome(code, told, int(number or 0))


def _is_write(event: str, arguments: tuple[object, ...], place: Path, with_git: bool) -> bool:
    if event == "os.posix_spawn":
        words = arguments[1]
        assert isinstance(words, list)
        return with_git and not _GIT_WRITES.isdisjoint(words)
    if event == "open":
        mode = arguments[1]
        return isinstance(mode, str) and "w" in mode and str(place) in str(arguments[0])
    return event in _WRITES
