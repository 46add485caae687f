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


def rendered(page: Path, width: int) -> str:
    """The document as it is after its scripts have run, ``width`` pixels wide."""
    with tempfile.TemporaryDirectory() as profile:
        done = subprocess.run(
            [
                chromium(),
                *QUIET,
                f"--user-data-dir={profile}",
                f"--window-size={width},1600",
                "--dump-dom",
                page.as_uri(),
            ],
            capture_output=True,
            check=False,
            timeout=120,
        )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()
