"""``split`` on trl, and on neutron with a feature."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from command import coldframe
from hosts import commit_all, write

from tools import hosts

pytestmark = pytest.mark.host


def clone(source: Path, root: Path) -> Path:
    subprocess.run(["git", "clone", "--quiet", str(source), str(root)], check=True)
    return root


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


def test_neutron(tmp_path: Path) -> None:
    root = clone(hosts.neutron(), tmp_path / "neutron")
    write(
        root,
        {
            "neutron/preview/__init__.py": "",
            "neutron/preview/fwaas/__init__.py": "",
            "neutron/preview/fwaas/plugin.py": "from neutron.common import utils\n",
            "neutron/tests/unit/preview/__init__.py": "",
            "neutron/tests/unit/preview/fwaas/__init__.py": "",
            "neutron/tests/unit/preview/fwaas/test_plugin.py": "",
            "etc/neutron/rootwrap.d/fwaas.filters": "[Filters]\n",
        },
    )
    commit_all(root)
    done = coldframe(root, "split", "--to", str(tmp_path / "out"), "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    core, fwaas = json.loads(done.stdout)["wheels"]
    assert fwaas["version"] == core["version"] == "29.0.1.dev1"
    assert {file["source"] for file in fwaas["files"]} == {
        "neutron/preview/fwaas/__init__.py",
        "neutron/preview/fwaas/plugin.py",
        "neutron/tests/unit/preview/fwaas/__init__.py",
        "neutron/tests/unit/preview/fwaas/test_plugin.py",
        "etc/neutron/rootwrap.d/fwaas.filters",
    }
    assert core["entry_points"] > 200 and len(core["files"]) > 2000
