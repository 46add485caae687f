"""Neutron before and after something was done to it, and its tests in both places."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from environments import installed
from hosts import git

from coldframe.resolve.adopt import adopt
from coldframe.resolve.apply import apply
from coldframe.resolve.plan import Plan
from coldframe.resolve.promote import promote

# What works without a network, a database or root, in about half a minute.
SMOKE = (
    "neutron.tests.unit.api.test_extensions",
    "neutron.tests.unit.db.test_migration",
    "neutron.tests.unit.objects.test_objects",
    "neutron.tests.unit.plugins.ml2.test_managers",
    "neutron.tests.unit.test_manager",
    "neutron.tests.unit.test_opts",
    "neutron.tests.unit.test_policy",
)
# Imports every module; those of Neutron's that need what is not installed fail before, too.
IMPORT_ALL = """\
import importlib, os, sys, warnings
warnings.simplefilter("ignore")
root = sys.argv[1]
for folder, _, files in sorted(os.walk(os.path.join(root, "neutron"))):
    for file in sorted(files):
        path = os.path.relpath(os.path.join(folder, file), root)
        if file.endswith(".py") and "alembic_migrations" not in path:
            module = path[:-3].replace(os.sep, ".").removesuffix(".__init__")
            try:
                importlib.import_module(module)
            except BaseException as error:
                print("failed", module, str(error).replace(root, "")[:200])
            else:
                print("imported", module)
"""

# Its unit tests in the repository that it comes from, on this machine and in the issue alike.
FWAAS = {"Passed": 979, "Skipped": 93, "Failed": 0}


def bytecode(folder: Path) -> dict[str, str]:
    """What makes Python keep compiled modules below ``folder``, and none in the trees.

    Compiling Neutron takes longer than importing it, and its tests load its policies anew
    for each test.
    """
    return {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}


class Trees:
    """Two clones of Neutron, ``before`` and ``after``, that run without being installed."""

    def __init__(self, top: Path, source: Path) -> None:
        self.before, self.after = top / "before", top / "after"
        for place in (self.before, self.after):
            clone(source, place)
        self._metadata = top / "metadata"

    def run(
        self, place: Path, python: Path, *words: str, also: Sequence[Path] = (), **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Run ``python words`` with Neutron as it is in ``place``; ``also`` can be imported."""
        metadata = self._metadata / place.name
        if not metadata.exists():
            installed(place, metadata, "neutron", "29.0.0")
        return subprocess.run(
            [str(python), *words],
            cwd=place,
            env={
                **os.environ,
                "PYTHONPATH": ":".join(map(str, (metadata, place, *also))),
                "PATH": f"{python.parent}:{os.environ['PATH']}",
                **bytecode(self._metadata.parent.parent),
                **environment,
            },
            capture_output=True,
            text=True,
            check=False,
        )

    def both(self, python: Path, *words: str) -> list[str]:
        """What ``python words`` prints before and after, run at the same time.

        ``{root}`` in a word is the place.
        """
        with ThreadPoolExecutor(2) as pool:
            done = pool.map(
                lambda place: self.run(place, python, *(w.replace("{root}", str(place)) for w in words)),
                (self.before, self.after),
            )  # fmt: skip
            return [one.stdout for one in done]


class Adopted(Trees):
    """Neutron before and after neutron-fwaas came in, and the plan that lies between."""

    def __init__(self, top: Path, neutron: Path, fwaas: Path) -> None:
        super().__init__(top, neutron)
        self.plan: Plan = adopt(
            str(fwaas), str(self.after), name="fwaas", tree="neutron.preview", owners=["fwaas-core"]
        )
        apply(self.plan)


class Promoted(Trees):
    """Neutron with neutron-fwaas as a preview, and after its promotion to several places."""

    def __init__(self, top: Path, adopted: Path) -> None:
        super().__init__(top, adopted)
        kinds = ("group", "policy", "rule")
        self.targets = {
            "extensions": "neutron.extensions",
            **{f"policies.firewall_{kind}": "neutron.conf.policies" for kind in kinds},
            "": "neutron.services.firewall",
        }
        self.plan: Plan = promote(
            "fwaas", str(self.after), to=self.targets, release="30.0.0", override="It is time."
        )
        apply(self.plan)


def clone(source: Path, place: Path) -> None:
    """A clone in which Ada can commit."""
    git(place.parent, "clone", "-q", str(source), str(place))
    git(place, "config", "user.name", "Ada")
    git(place, "config", "user.email", "ada@example.org")


def unit_tests(trees: Trees, python: Path, *paths: str) -> dict[str, int]:
    """How many unit tests below ``paths`` of the tree after it pass, fail and are skipped."""
    total = {"Passed": 0, "Skipped": 0, "Failed": 0}
    for path in paths:
        words = ("--test-path", path, "--top-dir", ".")
        done = trees.run(trees.after, python, "-m", "stestr", *words, "run", "--concurrency", "2")
        shutil.rmtree(trees.after / ".stestr", ignore_errors=True)
        for name, number in counted(done).items():
            total[name] += number
    return total


def counted(done: subprocess.CompletedProcess[str]) -> dict[str, int]:
    """How many tests stestr says have passed, failed and been skipped."""
    found = re.findall(r"^ - (Passed|Skipped|Failed): (\d+)$", done.stdout, re.MULTILINE)
    assert found, done.stdout[-3000:] + done.stderr[-3000:]
    return {name: int(number) for name, number in found}


def summary(printed: str) -> list[str]:
    """The lines in which testtools says how it went."""
    return re.findall(r"^(?:Ran \d+ tests|OK|FAILED.*)", printed, re.MULTILINE)
