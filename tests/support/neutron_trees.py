"""Neutron before and after something was done to it, and its tests in both places."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from environments import installed
from hosts import git

from coldframe.resolve.adopt import adopt
from coldframe.resolve.apply import apply
from coldframe.resolve.plan import Plan
from coldframe.resolve.promote import promote

# What works without a network, a database or root, in about half a minute; RAN is what it says.
SMOKE = (
    "neutron.tests.unit.api.test_extensions",
    "neutron.tests.unit.db.test_migration",
    "neutron.tests.unit.objects.test_objects",
    "neutron.tests.unit.plugins.ml2.test_managers",
    "neutron.tests.unit.test_manager",
    "neutron.tests.unit.test_opts",
    "neutron.tests.unit.test_policy",
)
RAN = ["Ran 227 tests", "OK"]
# Imports the modules that are named, or else every one.
IMPORT_ALL = """\
import importlib, os, sys, warnings
warnings.simplefilter("ignore")
root, *modules = sys.argv[1:]
for folder, _, files in () if modules else sorted(os.walk(os.path.join(root, "neutron"))):
    for file in sorted(files):
        path = os.path.relpath(os.path.join(folder, file), root)
        if file.endswith(".py") and "alembic_migrations" not in path:
            modules.append(path[:-3].replace(os.sep, ".").removesuffix(".__init__"))
for module in modules:
    try:
        importlib.import_module(module)
    except BaseException as error:
        print("failed", module, str(error).replace(root, "")[:200])
    else:
        print("imported", module)
"""

# The unit tests of neutron-fwaas take five minutes of a processor, and it goes through three
# changes: every third test is run after each, another third each time.  Together they give what
# they give in the repository that they come from: 979 pass, 93 are skipped.
FWAAS = (
    {"Passed": 331, "Skipped": 27, "Failed": 0},
    {"Passed": 332, "Skipped": 25, "Failed": 0},
    {"Passed": 316, "Skipped": 41, "Failed": 0},
)


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


def third_of_unit_tests(
    run: Callable[..., subprocess.CompletedProcess[str]], third: int, *where: str
) -> dict[str, int]:
    """How many of every third unit test pass, fail and are skipped.

    ``run`` runs the words after ``python``, ``where`` says where stestr finds the tests.
    """
    run("-m", "stestr", "init")
    listed = run("-m", "stestr", *where, "list")
    names = sorted(line for line in listed.stdout.splitlines() if ".tests.unit." in line)
    assert len(names) == 979 + 93, listed.stdout + listed.stderr
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as chosen:
        chosen.write("\n".join(names[third::3]) + "\n")
        chosen.flush()
        words = ("run", "--concurrency", "2", "--load-list", chosen.name)
        done = run("-m", "stestr", *where, *words)
    assert listed.returncode == done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    found = re.findall(r"^ - (Passed|Skipped|Failed): (\d+)$", done.stdout, re.MULTILINE)
    assert found, done.stdout[-3000:] + done.stderr[-3000:]
    return {name: int(number) for name, number in found}


def summary(printed: str) -> list[str]:
    """The lines in which testtools says how it went."""
    return re.findall(r"^(?:Ran \d+ tests|OK|FAILED.*)", printed, re.MULTILINE)
