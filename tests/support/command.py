"""Coldframe as it is typed: a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src"


def coldframe(root: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ``coldframe`` in ``root`` with the code of this tree, wherever that is installed."""
    return subprocess.run(
        [sys.executable, "-m", "coldframe", *words],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(SOURCE), **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
