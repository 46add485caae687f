"""What `coldframe.runtime` costs a service: the same program without it and with it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks.timing import Command
from benchmarks.trees import NEUTRON, make
from tests.support.environments import NEUTRON as REQUIREMENT
from tests.support.environments import TESTING, environment
from tools.sdists import ROOT

EMPTY = "python -c pass"
RUNTIME = "import coldframe.runtime"
BARE = "Neutron's modules"
GUARDED = "Neutron's modules, guarded"

START = [
    Command(EMPTY, [sys.executable, "-c", "pass"], str(ROOT), [0]),
    Command(RUNTIME, [sys.executable, "-c", RUNTIME], str(ROOT), [0]),
]


def imports() -> tuple[list[Command], int]:
    """Importing all of Neutron without and with the guard, and how many modules that are.

    In an environment with what Neutron needs, from the tree with neutron-fwaas as a preview
    feature, which is on.  Raises ValueError if the two do not import equally many.
    """
    root = make(NEUTRON)
    python = environment("neutron-tests", REQUIREMENT, *TESTING) / "bin/python"
    script = Path(__file__).with_name("neutron_modules.py")
    words = [str(python), str(script), str(root), str(ROOT / "src")]
    both = [
        Command(BARE, words, str(ROOT), [0]),
        Command(GUARDED, [*words, "guarded"], str(ROOT), [0]),
    ]
    bare, guarded = (_imported(command.words) for command in both)
    if bare != guarded:
        raise ValueError(f"without the guard {bare} modules are imported, with it {guarded}")
    return both, bare


def _imported(words: list[str]) -> int:
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    return int(done.stdout.split()[-1])
