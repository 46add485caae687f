"""Runs one child interpreter: its own process group, an empty folder, a limit of time."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

_SIDE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "subprocess_side")
_START = """
import importlib.util as u, sys
side = sys.argv[1]
spec = u.spec_from_file_location(
    "_coldframe_probe", side + "/__init__.py", submodule_search_locations=[side])
sys.modules["_coldframe_probe"] = package = u.module_from_spec(spec)
spec.loader.exec_module(package)
from _coldframe_probe.main import main
main(*sys.argv[2:])
"""
_RUNNING: set[subprocess.Popen[bytes]] = set()
_STARTING = threading.Lock()
_TAIL = 16_384  # bytes kept of what the child prints
_MOST = 64_000_000  # bytes read of its result


class Told(NamedTuple):
    """What a child told, event by event, and how it ended (empty: as it should)."""

    events: tuple[dict[str, Any], ...]
    ended: str
    printed: str


class Child:
    """A child at work: what it has told so far, and how it ends."""

    def __init__(self, process: subprocess.Popen[bytes], told: str) -> None:
        self._process = process
        self._told = told
        self._printed = _Tail(process)
        self._end: Told | None = None

    def events(self) -> tuple[dict[str, Any], ...]:
        """What it has told until now."""
        return tuple(_events(self._told))

    def ends_within(self, timeout: float) -> bool:
        """Whether it has ended before ``timeout`` seconds are over; waits for that."""
        return _ends_in_time(self._process, timeout)

    def end(self, late: bool, timeout: float) -> Told:
        """Kill what is left of it, and say all that it told."""
        if self._end is None:  # its id may be another's by now
            _RUNNING.discard(self._process)
            _kill(self._process)
            code = self._process.wait()
            text = self._printed.text()
            ended = _ending(code, late, timeout, self._told)
            self._end = Told(self.events(), ended, text)
        return self._end


def run_child(
    python: str, request: dict[str, Any], timeout: float, side: str = _SIDE, folder: str = ""
) -> Told:
    """Run the child with ``request``, for at most ``timeout`` seconds: see `child`."""
    with child(python, {**request, "timeout": timeout}, side, folder) as running:
        late = not running.ends_within(timeout)
        return running.end(late, timeout)


@contextmanager
def child(
    python: str, request: dict[str, Any], side: str = _SIDE, folder: str = ""
) -> Iterator[Child]:
    """A child with ``request``, which is killed at the end with all of its process group.

    The package in the folder ``side`` says what it does.  It runs in ``folder`` (default: an
    empty one of its own), writes no bytecode, and what it prints is kept apart from what it
    tells.  Raises OSError when ``python`` cannot be started.
    """
    with tempfile.TemporaryDirectory(prefix="coldframe-probe-") as scratch:
        asked, told = os.path.join(scratch, "request.json"), os.path.join(scratch, "told")
        place = os.path.join(scratch, "empty")
        os.mkdir(place)
        with open(asked, "w", encoding="utf-8") as stream:
            json.dump(request, stream)
        with _STARTING:
            process = _started(python, side, asked, told, place, folder or place)
            _RUNNING.add(process)
        running = Child(process, told)
        try:
            yield running
        finally:
            running.end(False, 0)


def _started(
    python: str, side: str, asked: str, told: str, place: str, folder: str
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [python, "-B", "-X", "faulthandler", "-c", _START, side, asked, told],
        cwd=folder,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": place},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=os.name == "posix",
    )


def end_children() -> None:
    """End the children that other threads wait for; their ``run_child`` returns at once."""
    with _STARTING:  # a child may be at work before its thread knows of it
        for process in list(_RUNNING):
            _kill(process)


class _Tail:
    """The end of what a child prints; reading goes on so that it never waits for us."""

    def __init__(self, child: subprocess.Popen[bytes]) -> None:
        self._kept = b""
        self._child = child
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        assert self._child.stdout is not None
        try:
            while chunk := self._child.stdout.read1(65_536):  # type: ignore[attr-defined]
                self._kept = (self._kept + chunk)[-_TAIL:]
        except (OSError, ValueError):
            return

    def text(self) -> str:
        # A process that left the group may hold the pipe open; it is not waited for.
        self._thread.join(1.0)
        if not self._thread.is_alive() and self._child.stdout is not None:
            self._child.stdout.close()
        return self._kept.decode("utf-8", "replace")


def _ends_in_time(child: subprocess.Popen[bytes], timeout: float) -> bool:
    """Wait, without collecting the process: its id must stay its own until it is killed."""
    if os.name != "posix":
        try:
            child.wait(timeout)
        except subprocess.TimeoutExpired:
            return False
        return True
    end, pause = time.monotonic() + timeout, 0.002
    while os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        if time.monotonic() > end:
            return False
        time.sleep(pause)
        pause = min(pause * 1.5, 0.05)
    return True


def _kill(child: subprocess.Popen[bytes]) -> None:
    try:
        if sys.platform == "win32":
            child.kill()
        else:
            os.killpg(child.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def _events(path: str) -> list[dict[str, Any]]:
    try:
        with open(path, "rb") as stream:
            lines = stream.read(_MOST).split(b"\n")
    except OSError:
        return []
    events = []
    for line in lines:
        try:
            event = json.loads(line)
        except ValueError:
            continue
        if isinstance(event, dict):
            events.append(event)
    return events


def _ending(code: int, late: bool, timeout: float, told: str) -> str:
    if late:
        return f"does not end within {timeout:g} seconds"
    if any(event.get("done") for event in _events(told)[-1:]):
        return ""
    if code < 0:
        try:
            name = signal.Signals(-code).name
        except ValueError:
            name = f"signal {-code}"
        return f"kills the process ({name})"
    return f"ends the process (exit code {code})"
