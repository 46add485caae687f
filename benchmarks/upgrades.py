"""What ``coldframe migrations verify`` takes for a large table: seconds and memory.

    .venv/bin/python -m benchmarks.upgrades --rows 1000000 --database sqlite

The shop of ``examples/migrations_shop``, without its preview feature, so that it is walked once.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SHOP = Path(__file__).parents[1] / "examples" / "migrations_shop"


def main() -> int:
    """Print one line; the exit code is that of the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--database", default="sqlite")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "shop"
        shutil.copytree(SHOP, root)
        shutil.rmtree(root / "shop" / "preview")
        settings = root / "pyproject.toml"
        text = settings.read_text().replace('["shop.preview"]', "[]")
        settings.write_text(text)
        subprocess.run(["git", "init", "--quiet"], cwd=root, check=True)
        subprocess.run(["git", "add", "--all"], cwd=root, check=True)
        started = time.perf_counter()
        words = ["migrations", "verify", str(root), "--python", sys.executable]
        rows = ["--rows", f"orders={asked.rows}", "--database", asked.database]
        code = subprocess.run(
            [sys.executable, "-m", "coldframe", *words, *rows], check=False
        ).returncode
        took = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"{asked.rows:,} rows: {took:.0f} s, {peak} MB at most")
    return code


if __name__ == "__main__":
    sys.exit(main())
