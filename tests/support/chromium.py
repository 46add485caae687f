"""Headless Chromium, to see what a reader sees."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


def chromium() -> str:
    """The program; without one the test is skipped, or fails where servers are required."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = next((path for name in names if (path := shutil.which(name))), "")
    if not found:
        why = "there is no Chromium: on Debian, apt-get install chromium"
        if os.environ.get("COLDFRAME_REQUIRE_SERVERS") == "1":
            pytest.fail(why)
        pytest.skip(why)
    return found


def rendered(page: Path | str, width: int) -> str:
    """The document as it is after its scripts have run, ``width`` pixels wide.

    ``page`` is a file or the address of one; scripts get the answers that they ask for.
    """
    with tempfile.TemporaryDirectory() as profile:
        done = subprocess.run(
            [
                chromium(),
                *QUIET,
                f"--user-data-dir={profile}",
                f"--window-size={width},1600",
                "--virtual-time-budget=5000",  # stands still while a request is under way
                "--dump-dom",
                page.as_uri() if isinstance(page, Path) else page,
            ],
            capture_output=True,
            check=False,
            timeout=120,
        )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()
