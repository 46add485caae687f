"""A large table is compared in the memory of a part of it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hosts import EXAMPLES, commit_all

from coldframe.prove.upgrade.verify import verify

# A process begins with the peak that its parent had when it was forked (`ru_maxrss`), and a
# worker of tests is large: what the program itself took is the peak of its own memory.
MEASURED = """
import sys
from coldframe.prove.upgrade.verify import verify
said = []
kept = verify(sys.argv[1], of={"orders": int(sys.argv[2])}, progress=said.append).kept
told = any("orders: 10,000 of" in each for each in said)
with open("/proc/self/status") as status:
    peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))
print(kept, told, peak // 1024)
"""


def shop(root: Path) -> Path:
    shutil.copytree(EXAMPLES / "migrations_shop", root)
    commit_all(root)
    return root


def test_the_shop_keeps_its_data(tmp_path: Path) -> None:
    verdict = verify(str(shop(tmp_path / "shop")))
    assert verdict.kept
    assert [each.rows for each in verdict.passages] == [14, 14, 14]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc: Linux has it")
def test_memory_and_progress(tmp_path: Path) -> None:
    """12,000 rows; ``python -m benchmarks.upgrades`` has a million."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(shop(tmp_path / "shop")), "12000"],
        capture_output=True,
        text=True,
        check=True,
    )
    kept, told, megabytes = done.stdout.split()
    assert (kept, told) == ("True", "True")
    assert int(megabytes) < 150
