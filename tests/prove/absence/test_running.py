"""A command of the host ends, whatever it does, and with everything that it has started."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from coldframe.prove.absence.running import run


def test_how_it_ends_is_told(tmp_path: Path) -> None:
    log = str(tmp_path / "log")
    words = [sys.executable, "-c", "print('first'); print('last \\xe9'); raise SystemExit(3)"]
    ran = run(words, str(tmp_path), os.environ, log, 60)
    assert (ran.code, ran.last) == (3, "exit code 3: last é")
    assert run(["no such"], str(tmp_path), os.environ, log, 60).last == (
        "no such cannot be started: No such file or directory"
    )


CHILD = """
import subprocess, sys
print(subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]).pid, flush=True)
import time; time.sleep(60)
"""


@pytest.mark.parametrize("how", ["late", "interrupted"])
def test_its_children_end_with_it(tmp_path: Path, how: str) -> None:
    log = tmp_path / "log"
    words = [sys.executable, "-c", CHILD]

    def look() -> None:
        if how == "interrupted" and log.read_text().strip():
            raise KeyboardInterrupt

    if how == "late":
        ran = run(words, str(tmp_path), os.environ, str(log), 3, look)
        assert ran.trouble == "it does not end within 3 seconds"
    else:
        with pytest.raises(KeyboardInterrupt):
            run(words, str(tmp_path), os.environ, str(log), 60, look)
    child = int(log.read_text())
    for _ in range(100):
        if not _alive(child):
            return
        time.sleep(0.05)
    os.kill(child, signal.SIGKILL)
    pytest.fail("the child of the child lives on")


def _alive(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False
