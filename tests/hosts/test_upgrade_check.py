"""A site of neutron 28.0.0 with neutron-fwaas 24.0.0 meets Neutron 29.0.0, which has taken it in."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from environments import installed
from neutron_server import NeutronHost
from neutron_trees import Adopted

from coldframe.operate.upgrade_check.fixing import fix
from coldframe.operate.upgrade_check.upgrade_check import UpgradeCheck, upgrade_check
from tools import hosts
from tools.sdists import Offline

pytestmark = [pytest.mark.host, pytest.mark.timeout(300)]

PLUGIN = "neutron_fwaas.services.firewall.fwaas_plugin_v2.FirewallPluginV2"
AGENTS = "services.firewall.service_drivers.agents"
IPTABLES = f"{AGENTS}.drivers.linux.iptables_fwaas_v2.IptablesFwaasDriver"
MORE = f"""
[fwaas]
agent_version = v2
enabled = True
driver = neutron_fwaas.{IPTABLES}
[nova]
password = hunter2
"""
AGENT = "[agent]\nextensions = fwaas_v2\n"
EDITS = {
    "service_plugins": ("service_plugins = …," + PLUGIN, "service_plugins = …,firewall_v2"),
    "service_providers.service_provider": (
        f"service_provider = …:neutron_fwaas.{AGENTS}.agents.FirewallAgentDriver:…",
        f"service_provider = …:neutron.preview.fwaas.{AGENTS}.agents.FirewallAgentDriver:…",
    ),
    "fwaas.agent_version": ("agent_version = …", "# agent_version = …"),
    "fwaas.driver": (f"driver = neutron_fwaas.{IPTABLES}", f"driver = neutron.preview.fwaas.{IPTABLES}"),
}  # fmt: skip
LOADED = f"""
from importlib.metadata import entry_points
from oslo_utils import importutils
importutils.import_class("neutron.preview.fwaas.{IPTABLES}")
(one,) = entry_points(group="neutron.agent.l3.extensions", name="fwaas_v2")
print(one.load().__module__)
"""


@pytest.fixture(scope="module")
def site_packages(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Both projects as they are installed at the site."""
    places = []
    try:
        for name, version, repository in (
            ("neutron", "28.0.0", hosts.neutron("28.0.0")),
            ("neutron-fwaas", "24.0.0", hosts.fwaas("24.0.0")),
        ):
            place = tmp_path_factory.mktemp(name)
            os.symlink(repository / name.replace("-", "_"), place / name.replace("-", "_"))
            places.append(str(installed(repository, place, name, version)))
    except Offline as why:
        if os.environ.get("COLDFRAME_REQUIRE_SERVERS"):
            raise
        pytest.skip(str(why))
    return places


def checked(adopted: Adopted, etc: Path, site_packages: list[str]) -> UpgradeCheck:
    """What is said of the configuration."""
    files = [str(etc / "neutron.conf"), str(etc / "l3_agent.ini")]
    return upgrade_check(str(adopted.after), files, site_packages=site_packages)


def as_at_the_site(etc: Path) -> None:
    """More of the site's configuration than the recipe has, with the names that end."""
    conf = etc / "neutron.conf"
    conf.write_text(conf.read_text() + MORE)
    (etc / "l3_agent.ini").write_text(AGENT)


def test_every_old_name_is_named_with_the_new_one_and_the_server_starts_with_the_copies(
    adopted: Adopted, python: Path, site_packages: list[str], tmp_path: Path
) -> None:
    host = NeutronHost(tmp_path, adopted.after, python)
    recipe = host.root / "neutron/previews.py"
    lines = recipe.read_text().splitlines(keepends=True)
    recipe.write_text("".join(line for line in lines if "formerly(" not in line))

    def corrected(etc: Path) -> None:
        as_at_the_site(etc)
        found = checked(adopted, etc, site_packages)
        said = {one.setting: (one.before, one.after) for one in found.stops}
        assert said.pop("") == ("", "")  # the distribution that has to go
        assert said == EDITS
        assert [one.setting for one in found.warns] == ["ml2.tenant_network_types"]
        (change,) = found.changes
        assert (change.feature, change.before, change.after) == ("fwaas", "neutron-fwaas 24.0.0", "preview")  # fmt: skip
        assert len(change.used_by) == 6  # the agent's extension, whose name is as it was, too
        for path, copy in fix(found, str(etc / "new")).items():
            shutil.copy(copy, path)
        again = checked(adopted, etc, site_packages)
        assert [one.setting for one in again.remarks] == [""]

    with host.serving(f"router,{PLUGIN}", fwaas="neutron_fwaas", edited=corrected) as server:
        assert server.ask("GET", "/v2.0/fwaas/firewall_groups").status == 200, server.log
    with host.serving(f"router,{PLUGIN}", fwaas="neutron_fwaas", edited=as_at_the_site) as server:
        assert server.port == 0  # it did not start
    assert f"Plugin '{PLUGIN}' not found" in server.log
    done = adopted.run(adopted.after, python, "-c", LOADED)
    assert done.stdout.startswith("neutron.preview.fwaas."), done.stderr
