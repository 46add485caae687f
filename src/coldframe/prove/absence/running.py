"""Runs a command of the host in the copy of its tree, and everything it starts ends with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

_TAIL = 4_000_000  # bytes read of what is printed
_PAUSE = 0.2  # seconds between two looks


class Ran(NamedTuple):
    """How a command ended: its exit code (negative: the signal), what it printed, or why not.

    ``trouble`` is empty if it could be started and came to an end.
    """

    code: int
    printed: str
    trouble: str = ""

    @property
    def works(self) -> bool:
        """Whether it ended by itself, and well."""
        return not self.code and not self.trouble

    @property
    def last(self) -> str:
        """The last line that was printed, and the exit code."""
        lines = [line.strip() for line in self.printed.splitlines() if line.strip()]
        said = lines[-1][:300] if lines else "nothing was printed"
        return self.trouble or f"exit code {self.code}: {said}"


def run(
    words: Sequence[str],
    place: str,
    environment: Mapping[str, str],
    log: str,
    timeout: float,
    look: Callable[[], None] = lambda: None,
) -> Ran:
    """Run ``words`` in the folder ``place`` for at most ``timeout`` seconds; ``look`` meanwhile.

    What it prints goes to the file ``log``, so that a full pipe holds nobody up.
    """
    with open(log, "wb") as out:
        try:
            process = subprocess.Popen(
                words,
                cwd=place,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=os.name == "posix",
            )
        except OSError as error:
            return Ran(127, "", f"{words[0]} cannot be started: {error.strerror}")
    end = time.monotonic() + timeout
    try:
        while True:
            try:
                code = process.wait(_PAUSE)
                break
            except subprocess.TimeoutExpired:
                look()
            if time.monotonic() > end:
                _kill(process)
                return Ran(-9, _read(log), f"it does not end within {timeout:g} seconds")
    finally:
        _kill(process)
        process.wait()
    return Ran(code, _read(log))


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the process and its group: also on Ctrl-C, which a group of its own does not get."""
    with suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)


def _read(log: str) -> str:
    with open(log, "rb") as file:
        size = os.fstat(file.fileno()).st_size
        file.seek(max(0, size - _TAIL))
        return file.read().decode("utf-8", "replace")
