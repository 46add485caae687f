"""Neutron 29.0.0 holds no preview tree: nothing may be misreported."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from command import coldframe
from hosts import open_host

pytestmark = pytest.mark.host


def test_modules_called_experimental_are_no_preview_trees(neutron: Path) -> None:
    # Two modules of that name and a dozen of another: files, not packages that hold features.
    assert (neutron / "neutron/common/experimental.py").is_file()
    assert (neutron / "neutron/conf/experimental.py").is_file()
    host = open_host(neutron)
    assert list(host.preview_trees) == []
    assert list(host.features) == []
    assert list(host.references) == []


def test_check_finds_nothing_and_says_what_it_looked_for(neutron: Path) -> None:
    done = coldframe(neutron, "check")
    assert done.returncode == 0, done.stdout + done.stderr
    said = " ".join((done.stdout + done.stderr).split())
    assert "preview_trees" in said, said
    assert "experimental" in said, said


def test_status_says_that_there_is_nothing_to_look_after(neutron: Path) -> None:
    done = coldframe(neutron, "status")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "preview_trees" in done.stdout + done.stderr
    inventory = json.loads(coldframe(neutron, "status", "--json").stdout)
    assert inventory["features"] == inventory["departed"] == inventory["preview_trees"] == []
    assert inventory["now"]["version"] == "29.0.0"


def test_git_is_left_as_it_was(neutron: Path) -> None:
    coldframe(neutron, "check")
    coldframe(neutron, "status")
    done = subprocess.run(
        ["git", "status", "--porcelain", "--ignored"], cwd=neutron, capture_output=True, check=True
    )
    assert done.stdout == b""
