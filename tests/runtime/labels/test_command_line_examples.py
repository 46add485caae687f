"""The programs below examples/: what their users see with the feature off, and on."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hosts import EXAMPLES


def run(example: str, line: str, on: str = "") -> str:
    """What the program prints, with one blank between words."""
    environment = {k: v for k, v in os.environ.items() if k != "COLDFRAME_FORBID"}
    done = subprocess.run(
        [sys.executable, "-m", "shop", *line.split()],
        cwd=EXAMPLES / example,
        env={**environment, "SHOP_PREVIEW": on, "COLUMNS": "100", "PYTHONDONTWRITEBYTECODE": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return " ".join(done.stdout.split())


@pytest.mark.parametrize(
    ("example", "listed"),
    [
        ("runtime_click", "loyalty [preview] Points of customers."),
        ("runtime_cliff", "loyalty show [preview] Show the points of a customer"),
    ],
)
def test_help_is_labelled(example: str, listed: str) -> None:
    off, on = run(example, "--help"), run(example, "--help", "loyalty")
    assert "Buy something" in off and "loyalty" not in off
    assert listed in on and on.count("[preview]") == 1
    shown = run(example, "loyalty show --help", "loyalty")
    assert "[preview] Show the points of a customer." in shown
    assert run(example, "loyalty show ada", "loyalty") == "ada has 30 points"


def test_an_option_of_a_stable_command() -> None:
    assert "[preview] Say how many points it gives." in run("runtime_click", "buy --help")
    refused = run("runtime_click", "buy 50 --with-points")
    assert "Error: 'loyalty' is a preview feature of shop.preview, and it is off" in refused
    assert "SHOP_PREVIEW=loyalty" in refused
    assert "paid" not in refused and "Traceback" not in refused
    assert run("runtime_click", "buy 50 --with-points", "loyalty") == "5 points paid 50"
