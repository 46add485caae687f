"""Neutron's real history, run on real servers: what the guard says of it, and where it stops.

Until Kilo, VPNaaS and FWaaS lived in Neutron's own tree, and its stable list made their tables:
28.0.0 still does, 29.0.0 no longer.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from command import coldframe
from databases import server
from hosts import commit_all, write
from neutron_trees import clone

from tools import hosts

CLAIMS = {
    "vpnaas": ["cisco_csr_identifier_map", "ikepolicies", "ipsec*", "vpnservices"],
    "fwaas": ["cisco_firewall_associations", "firewall*"],
}
STOPS = {"sqlite": "1df244e556f5", "postgresql": "d553edeb540f"}


def claiming(source: Path, root: Path) -> Path:
    """A clone of Neutron in which two preview features claim the tables that were once theirs."""
    clone(source, root)
    files: dict[str, str | bytes] = {"neutron/preview/__init__.py": ""}
    for name, tables in CLAIMS.items():
        files[f"neutron/preview/{name}/__init__.py"] = ""
        toml = f'title = "{name}"\n[claims]\ntables = {json.dumps(tables)}\n'
        files[f"neutron/preview/{name}/preview.toml"] = toml
    write(root, files)
    commit_all(root, "Claims", day="2026-11-01")
    return root


def checked(root: Path, python: Path, url: str, *rules: str) -> list[dict[str, Any]]:
    """The findings of these rules, or of all."""
    words = [word for rule in rules for word in ("--rule", rule)]
    done = coldframe(
        root,
        *("migrations", "check", "--json", "--database", url, "--python", str(python), *words),
    )
    assert done.returncode in (0, 1), done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)["findings"]
    return found


@pytest.mark.timeout(300)
def test_28_makes_the_tables_of_two_features_in_its_stable_list(
    tmp_path: Path, python: Path
) -> None:
    root = claiming(hosts.neutron("28.0.0"), tmp_path / "neutron")
    found = checked(root, python, server("mariadb"), "revision_fails", "foreign_owner")
    made = {
        finding["message"].partition(" creates ")[2].partition(",")[0]
        for finding in found
        if finding["path"].endswith("/kilo_initial.py")
    }
    assert made == {
        *("ikepolicies", "ipsec_site_connections", "ipsecpeercidrs", "ipsecpolicies"),
        *("vpnservices", "cisco_csr_identifier_map"),
        *("firewall_policies", "firewall_rules", "firewalls"),
    }
    others = [f for f in found if not f["path"].endswith("/kilo_initial.py")]
    assert ["drops cisco_csr_identifier_map" in other["message"] for other in others] == [True]


@pytest.mark.timeout(300)
def test_29_is_silent(neutron: Path, tmp_path: Path, python: Path) -> None:
    root = claiming(neutron, tmp_path / "neutron")
    found = checked(root, python, server("mariadb"), "revision_fails", "foreign_owner")
    assert found == []


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", STOPS)
def test_where_it_cannot_go_on_is_a_finding(
    name: str, neutron: Path, tmp_path: Path, python: Path
) -> None:
    root = clone_of(neutron, tmp_path)
    (finding,) = checked(root, python, server(name), "revision_fails")
    engine = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[name]
    assert finding["message"].startswith(f"{STOPS[name]} stops on {engine}: ")
    assert STOPS[name] in finding["path"]


def clone_of(source: Path, top: Path) -> Path:
    """A clone as it is."""
    clone(source, top / "neutron")
    return top / "neutron"
