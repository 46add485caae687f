"""The tests can be run by workers, in the background, and one at a time."""

from __future__ import annotations

import signal
import subprocess
import sys

from tools.sdists import ROOT

CTRL_C = "tests/check/probe/test_hostile.py::test_ctrl_c_does_not_wait_for_what_never_ends"


def test_tests_that_press_ctrl_c_work_where_the_shell_ignores_it() -> None:
    """As with ``make test &`` in a script; the test fails when its child inherits that."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-n", "1", "-p", "no:cacheprovider", CTRL_C],
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
    finally:
        signal.signal(signal.SIGINT, before)
    assert done.returncode == 0, done.stdout
    assert done.stdout.splitlines()[-1].strip("= ").startswith("1 passed in ")
