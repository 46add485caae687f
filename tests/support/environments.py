"""Environments with real projects and what their tests need, kept between runs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools.once import once
from tools.sdists import CACHE

NEUTRON = "neutron==29.0.0"
KEYSTONE = "keystone==30.0.0"
# What the unit tests of the two import, of their test-requirements.txt; pyzmq is FWaaS's own.
# PyMySQL and the client are for a server of the two.
TESTING = (
    "ddt",
    "oslotest",
    "pymysql",
    "python-neutronclient",
    "python-openstackclient",
    "pyzmq",
    "requests-mock",
    "stestr",
    "testresources",
    "testscenarios",
    "testtools",
    "waitress",
    "webtest",
)


def environment(name: str, *requirements: str) -> Path:
    """An environment with ``requirements``, made once; a skip if they cannot be had."""

    def build(place: Path) -> None:
        subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
        python = str(place / "bin/python")
        # uv takes seconds where pip takes half a minute, but does not read pip's settings.
        done = _module(
            sys.executable, "uv", "pip", "install", "-q", "--python", python, *requirements
        )
        if done.returncode:
            done = _module(python, "pip", "install", "-q", "--no-compile", *requirements)
        if done.returncode:
            if os.environ.get("COLDFRAME_REQUIRE_SERVERS"):
                pytest.fail(done.stderr)
            pytest.skip(
                f"{' '.join(requirements)} cannot be installed: {done.stderr.strip()[-300:]}"
            )

    return once(CACHE / name, " ".join(requirements), build)


def _module(python: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([python, "-m", *words], capture_output=True, text=True, check=False)


def installed(root: Path, into: Path, name: str, version: str) -> Path:
    """Metadata in ``into``, as if the project in ``root`` were installed: its entry points."""
    from coldframe.resolve.metadata.entry_points import entry_points
    from coldframe.source.worktree import WorkTree

    groups: dict[str, list[str]] = {}
    for point in entry_points(WorkTree(str(root))):
        groups.setdefault(point.group, []).append(f"{point.name} = {point.value}")
    text = "".join(f"[{group}]\n" + "\n".join(lines) + "\n" for group, lines in groups.items())
    folder = into / f"{name}-{version}.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    (folder / "entry_points.txt").write_text(text)
    return into
