"""Neutron with FWaaS adopted, what its unit tests reach, and a process that runs them with faults.

The tree is made once, in ``.cache``, by ``coldframe adopt``; what each test calls is recorded there
once, too, which takes ten minutes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT / "tests/support") not in sys.path:
    sys.path.insert(0, str(ROOT / "tests/support"))

from environments import NEUTRON, TESTING, environment, installed  # noqa: E402
from neutron_trees import Adopted, bytecode  # noqa: E402

from tools import hosts  # noqa: E402
from tools.once import once  # noqa: E402
from tools.sdists import CACHE  # noqa: E402

VERSION = 1  # of this recipe; raise it when the tree or the tests come out differently
# What is mutated, by area: paths begin so.
AREAS = {
    "stable L3": ("neutron/db/l3_", "neutron/services/l3_router/", "neutron/agent/l3/"),
    "FWaaS": ("neutron/preview/fwaas/",),
    "common code": ("neutron/common/", "neutron/objects/", "neutron/db/_"),
}
_TESTS = (
    "preview/fwaas/**/test_*.py",
    "agent/l3/**/test_*.py",
    "db/test_l3_*.py",
    "db/test__utils.py",
    "services/l3_router/**/test_*.py",
    "common/test_*.py",
    "objects/test_*.py",
    "extensions/test_l3.py",
    "extensions/test_l3_ext_gw_mode.py",
    "extensions/test_extraroute.py",
)
# As Neutron's tox.ini has it, so that what a test logs is in the stream.
_SETTINGS = {
    "OS_LOG_CAPTURE": "true",
    "OS_STDOUT_CAPTURE": "true",
    "OS_STDERR_CAPTURE": "true",
    "OS_TEST_TIMEOUT": "30",
}


class Reached(NamedTuple):
    """A test that passes, and the functions it calls: path and qualified name."""

    test: str
    seconds: float
    functions: frozenset[tuple[str, str]]


class Tree(NamedTuple):
    """Where the adopted tree is, and the Python that runs its tests."""

    top: Path
    python: Path

    @property
    def root(self) -> Path:
        """The tree itself."""
        return self.top / "after"

    def modules(self) -> list[str]:
        """The names of the test modules."""
        unit = self.root / "neutron/tests/unit"
        found = {path for pattern in _TESTS for path in unit.glob(pattern)}
        return [".".join(p.relative_to(self.root).with_suffix("").parts) for p in sorted(found)]

    def reached(self) -> list[Reached]:
        """What each test calls, recorded once."""

        def record(place: Path) -> None:
            below = [start for starts in AREAS.values() for start in starts]
            with Runner(self, self.modules()) as runner:
                runner.ask({"reach": str(place), "below": below})

        rows = once(self.top / "reached.jsonl", repr((VERSION, _TESTS, AREAS)), record)
        found = []
        for line in rows.read_text().splitlines():
            row = json.loads(line)
            if row["passed"]:
                called = frozenset((path, name) for path, name in row["functions"])
                found.append(Reached(row["test"], row["seconds"], called))
        return found


def tree() -> Tree:
    """The tree, made if it is not there."""

    def build(top: Path) -> None:
        top.mkdir(parents=True)
        made = Adopted(top, hosts.neutron(), hosts.fwaas())
        installed(made.after, top / "metadata", "neutron", "29.0.0")

    python = environment("neutron-tests", NEUTRON, *TESTING) / "bin/python"
    return Tree(once(CACHE / "bench" / "faulted", f"adopted {VERSION}", build), python)


class Runner:
    """The process that runs tests; it has imported ``modules`` when it is made."""

    def __init__(self, tree: Tree, modules: Sequence[str]) -> None:
        words = [tree.python, Path(__file__).with_name("faulted_runner.py"), tree.root, *modules]
        paths = f"{tree.top / 'metadata'}:{tree.root}"
        self._errors = open(tree.top / "runner.log", "w")  # noqa: SIM115
        self._process = subprocess.Popen(
            [str(word) for word in words],
            cwd=tree.root,
            env={**os.environ, **bytecode(tree.top), **_SETTINGS, "PYTHONPATH": paths},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
        )
        self.ready = self._answer()

    def ask(self, request: dict[str, Any]) -> Any:
        """What it answers."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> Any:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"the runner has ended: see {self._errors.name}")
        return json.loads(line)

    def __enter__(self) -> Runner:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait()
        self._errors.close()
