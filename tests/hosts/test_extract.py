"""Real features become projects of their own, and come back."""

from __future__ import annotations

import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest
from broken_imports import broken_imports
from environments import installed
from hosts import git
from neutron_trees import FWAAS, Adopted, bytecode, clone, third_of_unit_tests

from coldframe.resolve.adopt import adopt
from coldframe.resolve.apply import apply
from coldframe.resolve.extract import carry_out, extract
from coldframe.resolve.metadata.entry_points import entry_points
from coldframe.source.worktree import WorkTree

pytestmark = [
    pytest.mark.host,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(
        find_spec("git_filter_repo") is None,
        reason="git-filter-repo, of the extra `test`, is not installed: make .venv/ready",
    ),
]


def imports_beside(host: Path, project: Path, top: Path, *packages: str) -> set[str]:
    """The imports of ``packages`` in ``project`` that find nothing, in it and in ``host``."""
    for root in (host, project):
        for package in packages:
            if (root / package).exists():
                shutil.copytree(root / package, top / package, dirs_exist_ok=True)
    found = broken_imports(top, *packages)
    return {line for line in found if line.startswith(f"{packages[-1]}/")}


def test_gold_of_trl(trl: Path, tmp_path: Path) -> None:
    host, project = tmp_path / "trl", tmp_path / "gold"
    clone(trl, host)
    before = git(host, "rev-parse", "HEAD^{tree}")
    carry_out(extract("gold", str(host), to=str(project), retire=True))
    assert not (host / "trl/experimental/gold").exists()
    assert imports_beside(host, project, tmp_path / "both", "trl", "trl_gold") == set()
    text = (project / "trl_gold/gold_trainer.py").read_text(encoding="utf-8")
    assert "trl.experimental.gold" not in text and "from trl." in text
    log = git(project, "log", "--follow", "--format=%s", "--", "trl_gold/gold_trainer.py")
    assert log.count("Release ") >= 3
    kept = git(project, "log", "--format=", "--name-only", "--all").split()
    assert not any(path.startswith("trl/trainer") for path in kept)
    plan = adopt(str(project), str(host), name="gold", owners=["ada"])
    assert not plan.refusals and not plan.left
    apply(plan)
    assert git(host, "rev-parse", "HEAD^{tree}") == before


def test_fwaas_of_neutron(adopted: Adopted, python: Path, fwaas: Path, tmp_path: Path) -> None:
    host, project = tmp_path / "neutron", tmp_path / "fwaas"
    clone(adopted.after, host)
    before = git(host, "rev-parse", "HEAD^{tree}")
    extraction = extract(
        "fwaas", str(host), to=str(project), package="neutron_fwaas", retire=True, release="30.0.0"
    )
    carry_out(extraction)
    assert not (host / "neutron/preview/fwaas").exists()
    assert imports_beside(host, project, tmp_path / "both", "neutron", "neutron_fwaas") == set()
    points = {(e.group, e.name): e.value for e in entry_points(WorkTree(str(project)))}
    first = {(e.group, e.name): e.value for e in entry_points(WorkTree(str(fwaas)))}
    assert points == first and len(points) == 17
    # It is what it was before it came to Neutron, but for Neutron's own translations.
    changed = []
    for path in (fwaas / "neutron_fwaas").rglob("*.py"):
        now = project / path.relative_to(fwaas)
        if not now.exists() or now.read_bytes() != path.read_bytes():
            changed.append(path.relative_to(fwaas).as_posix())
    own = [path for path in changed if b"_i18n" not in (fwaas / path).read_bytes()]
    assert own == ["neutron_fwaas/version.py"]

    site = installed(project, tmp_path / "metadata", "neutron_fwaas", "29.0.0")

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(python), *words],
            cwd=project,
            env={
                **os.environ,
                "PYTHONPATH": f"{site}:{project}:{host}",
                "PATH": f"{python.parent}:{os.environ['PATH']}",
                **bytecode(tmp_path.parent),
            },
            capture_output=True,
            text=True,
            check=False,
        )

    assert third_of_unit_tests(run, 2) == FWAAS[2]

    plan = adopt(str(project), str(host), name="fwaas", owners=["ada"])
    assert not plan.refusals and not plan.left
    apply(plan)
    assert git(host, "rev-parse", "HEAD^{tree}") == before
