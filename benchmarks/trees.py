"""The trees that are timed: neutron as it is, neutron and home-assistant with a feature.

``neutron-plain`` is the sdist and nothing else.  ``neutron``, and ``large``, which is
home-assistant three times over, get a real preview feature: the code of neutron-fwaas 25.0.0 below
``<package>.preview.fwaas``, its tests mirrored, declared, with settings, and a few references
planted in stable code that every tool should find.

``python -m benchmarks.trees`` makes them in ``.cache/bench``.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

from tools.hosts import commit, init
from tools.once import once
from tools.sdists import CACHE, pinned, unpack

BENCH = CACHE / "bench"
VERSION = 1  # of this recipe; raise it when the trees come out differently


class BenchTree(NamedTuple):
    """A tree: its package, what no other code may import, and where references are planted."""

    name: str
    package: str
    fenced: str
    planted: tuple[str, ...]

    @property
    def root(self) -> Path:
        """Where it is."""
        return BENCH / self.name


NEUTRON = BenchTree(
    "neutron",
    "neutron",
    "neutron.preview",
    (
        "neutron/agent/l3/agent.py",
        "neutron/api/extensions.py",
        "neutron/db/l3_db.py",
        "neutron/plugins/ml2/plugin.py",
    ),
)
PLAIN = BenchTree("neutron-plain", "neutron", "neutron.services.trunk", ())
LARGE = BenchTree(
    "large",
    "homeassistant",
    "homeassistant.preview",
    (
        "homeassistant/core.py",
        "homeassistant/loader.py",
        "homeassistant/setup.py",
        "homeassistant/components/http/__init__.py",
    ),
)
# One per planted file: three that every import-based tool must see, and one that none can.
PLANTS = (
    "from {package}.preview.fwaas import opts as fwaas_opts\n",
    "import {package}.preview.fwaas.common.exceptions\n",
    "def _later():\n    from {package}.preview.fwaas.db.firewall.v2 import firewall_db_v2\n",
    "FWAAS_PLUGIN = '{package}.preview.fwaas.services.firewall.fwaas_plugin_v2.FirewallPluginV2'\n",
)
SETTINGS = """\
preview_trees = ["{package}.preview"]

[calendar]
releases = ["28.0.0", "29.0.0"]
planned = ["30.0.0", "31.0.0"]
"""
DECLARATION = """\
title   = "Firewall as a Service v2"
summary = "Groups of stateful rules, applied to router and VM ports."
spec    = "doc/specs/fwaas-v2.rst"
since   = "29.0.0"
owners  = ["fwaas-core"]
target  = "{package}.firewall_v2"

[claims]
tables = ["firewall_*"]
docs   = ["doc/specs/fwaas-v2.rst"]
"""
SPEC = "FWaaS v2 (preview)\n==================\n\nGroups of stateful rules, applied to ports.\n"


def make(tree: BenchTree) -> Path:
    """The tree as a git repository with everything committed, made once."""

    def build(root: Path) -> None:
        init(root)
        if tree is not LARGE:
            unpack(pinned("neutron")[-1], root)
        else:
            unpack(pinned("homeassistant")[0], root)
            for copy in ("homeassistant_two", "homeassistant_three"):
                shutil.copytree(root / "homeassistant", root / copy)
        if tree.planted:
            _plant(root, tree)
        commit(root, "All", "2026-10-01T00:00:00Z", "29.0.0")

    return once(tree.root, f"{VERSION} {tree} {PLANTS} {SETTINGS} {DECLARATION}", build)


def _plant(root: Path, tree: BenchTree) -> None:
    package = tree.package
    source = CACHE / "bench" / "fwaas"
    if source.exists():
        shutil.rmtree(source)
    unpack(pinned("neutron-fwaas")[-1], source)
    preview = root / package / "preview"
    shutil.copytree(source / "neutron_fwaas", preview / "fwaas")
    (preview / "__init__.py").write_text('"""Preview features."""\n')
    tests = preview / "fwaas" / "tests"
    mirrored = {}
    for kind in ("unit", "functional"):
        place = root / package / "tests" / kind / "preview" / "fwaas"
        place.parent.mkdir(parents=True, exist_ok=True)
        (tests / kind).rename(place)
        (place.parent / "__init__.py").touch()
        mirrored[kind] = place
    (mirrored["unit"] / "fwaas_base.py").write_bytes((tests / "base.py").read_bytes())
    shutil.rmtree(tests)
    moves = (
        ("neutron_fwaas.tests.unit", f"{package}.tests.unit.preview.fwaas"),
        ("neutron_fwaas.tests.functional", f"{package}.tests.functional.preview.fwaas"),
        (
            "from neutron_fwaas.tests import base",
            f"from {package}.tests.unit.preview.fwaas import fwaas_base as base",
        ),
        ("neutron_fwaas", f"{package}.preview.fwaas"),
    )
    for place in (preview, mirrored["unit"], mirrored["functional"]):
        for path in place.rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            for old, new in moves:
                text = text.replace(old, new)
            path.write_text(text, encoding="utf-8")
    (preview / "fwaas" / "preview.toml").write_text(DECLARATION.format(package=package))
    (root / "coldframe.toml").write_text(SETTINGS.format(package=package))
    (root / "doc" / "specs").mkdir(parents=True, exist_ok=True)
    (root / "doc" / "specs" / "fwaas-v2.rst").write_text(SPEC)
    for stable, plant in zip(tree.planted, PLANTS, strict=True):
        with (root / stable).open("a", encoding="utf-8") as file:
            file.write("\n\n" + plant.format(package=package))


if __name__ == "__main__":
    for each in (PLAIN, NEUTRON, LARGE):
        print(make(each))
