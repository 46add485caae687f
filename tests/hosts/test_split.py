"""``split`` on trl, and on neutron with a feature."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from command import coldframe
from hosts import commit_all, write

from tools import hosts
from tools.sdists import pinned, unpack

pytestmark = pytest.mark.host


def clone(source: Path, root: Path) -> Path:
    subprocess.run(["git", "clone", "--quiet", str(source), str(root)], check=True)
    return root


def built_by_itself(root: Path, into: Path) -> list[str]:
    """What the host's own build, run on a copy, packs."""
    copy = clone(root, into / "copy")
    words = ["-m", "build", "--wheel", "--no-isolation", "--outdir", str(into), str(copy)]
    version = {"PBR_VERSION": "29.0.1.dev1"}
    done = subprocess.run(
        [sys.executable, *words], env={**os.environ, **version}, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return code_in(into)


def code_in(folder: Path) -> list[str]:
    names = [n for wheel in folder.glob("*.whl") for n in ZipFile(wheel).namelist()]
    return sorted(n.partition(".data/")[2] or n for n in names if ".dist-info/" not in n)


def test_trl(tmp_path: Path) -> None:
    """Two of the twenty have moved; the others get a wheel each."""
    root = clone(hosts.trl(), tmp_path / "trl")
    done = coldframe(root, "split", "--to", str(tmp_path / "out"), "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    said = json.loads(done.stdout)
    assert said["faults"] == [] and "core untouched" in said["proven"]
    core, *features = said["wheels"]
    assert len(features) == 18
    assert len(list((tmp_path / "out").glob("*.whl"))) == 19
    places = {file["place"] for file in core["files"]}
    assert "trl/experimental/__init__.py" in places and "trl/experimental/utils.py" in places
    assert not any(place.startswith("trl/experimental/gkd/") for place in places)
    harbor = next(w for w in features if w["distribution"] == "trl-preview-harbor")
    assert "harbor>=0.13.0; python_version >= '3.12'" in harbor["requires"]
    assert core["extras"]["harbor"] == ["trl-preview-harbor==1.16.0"]
    assert code_in(tmp_path / "out") == built_by_itself(root, tmp_path / "own")


def test_neutron_with_fwaas_in_its_preview_tree(tmp_path: Path) -> None:
    """The code of the real neutron-fwaas, its unit tests mirrored."""
    root = clone(hosts.neutron(), tmp_path / "neutron")
    sdist = pinned("neutron-fwaas")[-1]
    unpack(sdist, tmp_path / "fwaas")
    places = {"tests/unit": "neutron/tests/unit/preview/fwaas", "": "neutron/preview/fwaas"}
    for path in sorted((tmp_path / "fwaas/neutron_fwaas").rglob("*.py")):
        inner = path.relative_to(tmp_path / "fwaas/neutron_fwaas").as_posix()
        start = "tests/unit" if inner.startswith("tests/unit/") else ""
        if start or not inner.startswith("tests/"):
            place = root / places[start] / inner.removeprefix(start).lstrip("/")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(path.read_bytes().replace(b"neutron_fwaas", b"neutron.preview.fwaas"))
    write(
        root,
        {
            "coldframe.toml": 'preview_trees = ["neutron.preview"]\n',
            "neutron/preview/__init__.py": "",
            "neutron/preview/fwaas/preview.toml": 'title = "Firewall"\nsince = "29.0.0"\n',
            "neutron/tests/unit/preview/__init__.py": "",
            "etc/neutron/rootwrap.d/fwaas.filters": "[Filters]\n",
        },
    )
    commit_all(root)
    done = coldframe(root, "split", "--to", str(tmp_path / "out"), "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    said = json.loads(done.stdout)
    core, fwaas = said["wheels"]
    assert "core untouched" in said["proven"]
    assert fwaas["version"] == core["version"] == "29.0.1.dev1"
    assert core["entry_points"] > 200 and len(core["files"]) > 2000
    sources = {file["source"] for file in fwaas["files"]}
    tops = ("neutron/preview/fwaas/", "neutron/tests/unit/preview/fwaas/")
    assert all(s.startswith(tops) or s.endswith("fwaas.filters") for s in sources)
    assert "etc/neutron/rootwrap.d/fwaas.filters" in sources and len(sources) > 150
    assert "neutron/preview/fwaas/preview.toml" in sources
    assert code_in(tmp_path / "out") == built_by_itself(root, tmp_path / "own")
