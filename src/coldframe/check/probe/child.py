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


def run_child(python: str, request: dict[str, Any], timeout: float) -> Told:
    """Run the child with ``request``, for at most ``timeout`` seconds.

    Whatever it starts in its process group is killed with it.  It runs in a folder of its
    own, writes no bytecode, and what it prints is kept apart from what it tells.
    Raises OSError when ``python`` cannot be started.
    """
    with tempfile.TemporaryDirectory(prefix="coldframe-probe-") as scratch:
        asked, told = os.path.join(scratch, "request.json"), os.path.join(scratch, "told")
        place = os.path.join(scratch, "empty")
        os.mkdir(place)
        with open(asked, "w", encoding="utf-8") as stream:
            json.dump({**request, "timeout": timeout}, stream)
        with _STARTING:
            child = _started(python, asked, told, place)
            _RUNNING.add(child)
        printed = _Tail(child)
        try:
            late = not _ends_in_time(child, timeout)
        finally:
            _RUNNING.discard(child)
            _kill(child)
        code = child.wait()
        text = printed.text()
        return Told(tuple(_events(told)), _ending(code, late, timeout, told), text)


def _started(python: str, asked: str, told: str, place: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [python, "-B", "-X", "faulthandler", "-c", _START, _SIDE, asked, told],
        cwd=place,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": place},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=os.name == "posix",
    )


def end_children() -> None:
    """End the children that other threads wait for; their ``run_child`` returns at once."""
    with _STARTING:  # a child may be at work before its thread knows of it
        for child in list(_RUNNING):
            _kill(child)


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
