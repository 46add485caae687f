"""Folders with libraries of a certain release, for ``PYTHONPATH``: made in seconds, and kept."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tools.once import once
from tools.sdists import CACHE


def libraries(name: str, *wanted: str) -> Path:
    """A folder with what is ``wanted``, made once; a skip if it cannot be had."""

    def build(place: Path) -> None:
        # uv does not read pip's settings.
        for installer in (["uv", "pip", "install", "--python", sys.executable], ["pip", "install"]):
            words = [sys.executable, "-m", *installer, "-q", "--target", str(place), *wanted]
            done = subprocess.run(words, capture_output=True, text=True, check=False)
            if not done.returncode:
                return
        pytest.skip(f"{' '.join(wanted)} cannot be installed: {done.stderr.strip()[-300:]}")

    return once(CACHE / name, " ".join(wanted), build)
