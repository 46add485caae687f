"""Neutron's firewall service as it was proposed: a preview feature in Neutron's tree.

The released neutron-fwaas is put where the proposal wanted it.  Its import adds tables, options
and resource names that stable tests see.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hosts import commit_all, open_host

from coldframe.check.probe.leaks_at_import import check

pytestmark = [pytest.mark.host, pytest.mark.timeout(900)]

SETTINGS = """\
[tool.coldframe]
preview_trees = ["neutron.preview"]
registries = ["neutron.objects.base:NeutronObjectRegistry._registry._obj_classes"]
"""


def test_importing_fwaas_adds_what_stable_tests_see(
    neutron: Path, fwaas: Path, python: Path, tmp_path: Path
) -> None:
    shutil.copytree(neutron / "neutron", tmp_path / "neutron")
    tree = tmp_path / "neutron/preview"
    shutil.copytree(fwaas / "neutron_fwaas", tree / "fwaas")
    (tree / "__init__.py").touch()
    for path in (tree / "fwaas").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("neutron_fwaas", "neutron.preview.fwaas"), encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(SETTINGS)
    (tmp_path / ".gitignore").write_text("__pycache__\n")
    commit_all(tmp_path)

    host = open_host(tmp_path)
    host.probing, host.probe_python = True, str(python)
    # Without libnetfilter-log on the machine, one module says so by failing; that is its leak.
    found = [f for f in check(host) if "libnetfilter" not in f.message]

    said = {finding.message: finding for finding in found}
    tables = [m for m in said if " to the tables of neutron_lib.db.model_base:BASEV2" in m]
    assert {m.split(" adds ")[1].split(" ")[0] for m in tables} == {
        "default_firewall_groups",
        "firewall_group_port_associations_v2",
        "firewall_groups_v2",
        "firewall_policies_v2",
        "firewall_policy_rule_associations_v2",
        "firewall_rules_v2",
    }
    assert {said[m].path for m in tables} == {"neutron/preview/fwaas/db/firewall/v2/models.py"}
    options = {m.split(" adds ")[1].split(" ")[0] for m in said if "oslo_config.cfg:CONF" in m}
    assert {"fwaas.driver", "fwaas.enabled", "QUOTAS.quota_firewall_group"} <= options
    added = [m for m in said if " adds " in m and "NeutronObjectRegistry" in m]
    names = {m.split(" adds ")[1].split(" ")[0] for m in added}
    assert {"FirewallGroup", "FirewallPolicy", "FirewallRuleV2"} <= names
    # Tables of Neutron's own that the feature is merely the first to load are not its doing.
    assert not any(" quotas " in m or " reservations " in m for m in said)
