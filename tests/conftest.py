"""What holds for every test, whatever the machine, the user and the way to run them say."""

from __future__ import annotations

import os
import signal

import pytest
from hypothesis import HealthCheck, settings

# A test is not wrong because the machine is busy: no example has a deadline.  CI tries the same
# examples each time, so that a change fails for what it changes; everybody else tries new ones,
# and what fails there is kept in `.hypothesis` and becomes an example of its test.
settings.register_profile(
    "coldframe",
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("coldframe")


@pytest.hookimpl(optionalhook=True)  # of pytest-xdist
def pytest_xdist_auto_num_workers() -> int:
    """One worker more than processors: tests wait for servers and processes a third of the time."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session", autouse=True)
def heeds_ctrl_c() -> None:
    """What tests start can be interrupted, even if the tests run in the background.

    A shell starts background work with Ctrl-C ignored, and every child inherits that.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def committer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands commit as Ada; a test that wants nobody deletes the variables again."""
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Ada")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "ada@example.org")


@pytest.fixture(autouse=True)
def no_width(monkeypatch: pytest.MonkeyPatch) -> None:
    """Output is as wide as in a pipe, however wide the terminal is (pytest-xdist says 80)."""
    monkeypatch.delenv("COLUMNS", raising=False)
