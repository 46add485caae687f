"""Neutron's real history, run on real servers: what the guard says of it, and where it stops.

Until Kilo, VPNaaS and FWaaS lived in Neutron's own tree, and its stable list made their tables:
28.0.0 still does, 29.0.0 no longer.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from command import coldframe
from databases import server
from hosts import commit_all, write
from neutron_trees import Adopted, clone

from tools import hosts
from tools.sdists import ROOT

CLAIMS = {
    "vpnaas": ["cisco_csr_identifier_map", "ikepolicies", "ipsec*", "vpnservices"],
    "fwaas": ["cisco_firewall_associations", "firewall*"],
}
JUDGED = (
    *("revision_fails", "foreign_owner", "destroys_stable_data"),
    *("drop_in_expand", "create_in_contract", "commit_inside"),
)
STOPS = {"sqlite": "1df244e556f5", "postgresql": "d553edeb540f"}


def claiming(source: Path, root: Path, *names: str) -> Path:
    """A clone of Neutron in which two preview features claim the tables that were once theirs."""
    clone(source, root)
    files: dict[str, str | bytes] = {"neutron/preview/__init__.py": ""}
    for name in names or CLAIMS:
        tables = CLAIMS[name]
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


@pytest.fixture(scope="module")
def of_29(
    adopted: Adopted, tmp_path_factory: pytest.TempPathFactory, python: Path
) -> list[dict[str, Any]]:
    """What is said of 29.0.0, with neutron-fwaas 25.0.0 as it was adopted, its old list included."""
    root = tmp_path_factory.mktemp("neutron") / "neutron"
    claiming(adopted.after, root, "vpnaas")
    declaration = root / "neutron/preview/fwaas/preview.toml"
    text = declaration.read_text(encoding="utf-8")
    claimed = 'tables = ["firewall_*_v2", "default_firewall_groups"]'
    declaration.write_text(re.sub(r"^tables = \[[^\]]*\]", claimed, text, flags=re.M))
    commit_all(root, "Only what FWaaS v2 has", day="2026-11-02")
    return checked(root, python, server("mariadb"), *JUDGED)


def said_of(found: list[dict[str, Any]], rule: str, revision: str) -> list[str]:
    """The messages of one rule about one revision."""
    return [f["message"] for f in found if f["rule"] == rule and revision in f["path"]]


@pytest.mark.timeout(600)
def test_the_stable_list_of_29_gives_what_the_docs_judge(of_29: list[dict[str, Any]]) -> None:
    page = (ROOT / "docs/neutron-migrations.md").read_text(encoding="utf-8")
    rows = set(re.findall(r"^\| `(\w+)` \| `(\w+)` \|", page, re.MULTILINE))
    stable = [f for f in of_29 if "/preview/" not in f["path"]]
    assert {(f["rule"], re.split("[ ,]", f["message"])[0]) for f in stable} == rows


@pytest.mark.timeout(600)
def test_fwaas_writes_into_a_stable_table_and_commits(of_29: list[dict[str, Any]]) -> None:
    (written, *_) = said_of(of_29, "foreign_owner", "6941ce70131e")
    assert "inserts into standardattributes, a table of stable code" in written
    assert said_of(of_29, "commit_inside", "6941ce70131e")
    dropped = " ".join(said_of(of_29, "drop_in_expand", "6941ce70131e"))
    for table in ("firewall_groups_v2", "firewall_rules_v2", "firewall_policies_v2"):
        assert f"{table}.description" in dropped


@pytest.mark.timeout(600)
def test_drops_of_names_in_a_loop_are_named(of_29: list[dict[str, Any]]) -> None:
    told = " ".join(said_of(of_29, "foreign_owner", "1007f519ea46"))
    dropped = set(re.findall(r"drops (\w+)", told))
    assert dropped == {
        *("cisco_firewall_associations", "firewall_router_associations"),
        *("firewall_rules", "firewalls", "firewall_policies"),
    }


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
