"""`coldframe prove NAME --absent` as it is typed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from command import SOURCE, coldframe
from hosts import commit_all, git, write

SHOP: dict[str, str | bytes] = {
    "coldframe.toml": 'preview_trees = ["shop.preview"]\n',
    "shop/__init__.py": "",
    "shop/preview/__init__.py": "",
    "shop/preview/gold/__init__.py": "class Gold:\n    pass\n",
    "shop/prices.py": "from shop.preview.gold import Gold\n\nRATE = Gold()\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path / "host", SHOP)
    commit_all(tmp_path / "host")
    (tmp_path / "temporary").mkdir()
    return tmp_path / "host"


def test_it_is_shown_and_recorded(root: Path) -> None:
    done = coldframe(root, "prove", "gold", "--absent", "--run", "7")
    assert done.returncode == 1, done.stderr
    assert "shop/prices.py:1  from shop.preview.gold import Gold\n" in done.stdout
    assert "tests: The host has no tests of its own." in done.stdout
    assert done.stdout.endswith(f"Recorded in {root}/.coldframe/evidence.sqlite.\n")
    assert done.stderr == ""
    assert git(root, "status", "--short") == ""
    listed = json.loads(coldframe(root, "prove", "gold", "--facts", "--json").stdout)
    shown = json.dumps(listed)
    assert shown.count('"absent"') >= 5 and '"7"' in shown
    (root / "shop/prices.py").write_text("RATE = 1\n")
    done = coldframe(root, "prove", "gold", "--absent", "--skip", "wheels", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["kept"] is True


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["gold", "--tests", "x"], "--tests says nothing without --absent"),
        (["--absent"], "without which feature?"),
        (["gold", "--absent", "--facts"], "--facts and --absent do not go together"),
        (["gold", "--absent", "--timeout", "soon"], "--timeout soon: this is no time"),
        (["gold", "--absent", "--store", "shop/prices.py"], "shop/prices.py"),
    ],
)
def test_misuse(root: Path, words: list[str], why: str) -> None:
    done = coldframe(root, "prove", *words)
    assert done.returncode == 2
    assert why in done.stderr and "Traceback" not in done.stderr


def test_an_interruption_ends_the_tests_and_removes_the_copy(root: Path) -> None:
    settings = f'[prove]\ntests = "{sys.executable} wait.py"\n'
    waiting = "import os, time\nopen('pid', 'w').write(str(os.getpid()))\ntime.sleep(60)\n"
    write(root, {"coldframe.toml": f"{SHOP['coldframe.toml']!s}{settings}", "wait.py": waiting})
    temporary = root.parent / "temporary"
    child = subprocess.Popen(
        [sys.executable, "-m", "coldframe", "prove", "gold", "--absent"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(SOURCE), "TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    for _ in range(400):
        if found := list(temporary.glob("coldframe-absent-gold-*/tree/pid")):
            break
        time.sleep(0.05)
    time.sleep(0.1)
    tests = int(found[0].read_text())
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=20)
    assert (child.returncode, err) == (130, "coldframe: interrupted\n"), out
    assert list(temporary.iterdir()) == []
    with pytest.raises(ProcessLookupError):
        os.kill(tests, 0)
