"""A real Neutron server with the real FWaaS as a preview feature, over HTTP."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from databases import database
from neutron_server import NeutronHost
from neutron_trees import Adopted

pytestmark = pytest.mark.host
ON, OFF = "router,firewall_v2", "router"


@pytest.fixture(scope="module")
def host(adopted: Adopted, python: Path, tmp_path_factory: pytest.TempPathFactory) -> NeutronHost:
    """Neutron that has adopted FWaaS, with the lines of the recipe."""
    return NeutronHost(tmp_path_factory.mktemp("server"), adopted.after, python)


def test_off_it_is_not_there(host: NeutronHost) -> None:
    with host.serving(OFF) as server:
        assert server.ask("GET", "/v2.0/networks").status == 200
        assert server.ask("GET", "/v2.0/fwaas/firewall_groups").status == 404
        listed = server.ask("GET", "/v2.0/extensions").body["extensions"]
        assert "fwaas_v2" not in [extension["alias"] for extension in listed]
    assert server.modules == 0, server.log


def test_on_a_group_guards_the_port_of_a_router(host: NeutronHost) -> None:
    with host.serving(ON) as server:

        def made(path: str, kind: str, **values: object) -> str:
            answer = server.ask("POST", f"/v2.0/{path}", {kind: values})
            assert answer.status == 201, (answer, server.log)
            return str(answer.body[kind]["id"])

        network = made("networks", "network", name="n")
        subnet = made("subnets", "subnet", network_id=network, cidr="10.0.0.0/24", ip_version=4)
        router = made("routers", "router", name="r")
        joined = server.ask(
            "PUT", f"/v2.0/routers/{router}/add_router_interface", {"subnet_id": subnet}
        )
        port = joined.body["port_id"]
        rule = made(
            "fwaas/firewall_rules",
            "firewall_rule",
            protocol="tcp",
            destination_port="80",
            action="allow",
        )
        policy = made("fwaas/firewall_policies", "firewall_policy", name="p", firewall_rules=[rule])
        group = made(
            "fwaas/firewall_groups",
            "firewall_group",
            ingress_firewall_policy_id=policy,
            ports=[port],
        )
        found = server.ask("GET", f"/v2.0/fwaas/firewall_groups/{group}").body["firewall_group"]
        assert found["ports"] == [port]
        listed = server.ask("GET", "/v2.0/extensions").body["extensions"]
        (entry,) = [extension for extension in listed if extension["alias"] == "fwaas_v2"]
        assert entry["x-stability-level"] == "preview"
        assert entry["description"].startswith("FWaaS is a preview feature: it is off by default")
        assert [one["alias"] for one in listed if "x-stability-level" in one] == ["fwaas_v2"]
        labelled = server.ask("GET", "/v2.0/fwaas/firewall_groups").headers
        assert labelled["Preview-Feature"].startswith("fwaas")
        assert "Preview-Feature" not in server.ask("GET", "/v2.0/networks").headers
    assert server.modules > 0


def test_on_mariadb_through_the_migrations_with_the_client(host: NeutronHost) -> None:
    with database("mariadb") as url:
        host.migrate(url)
        with host.serving(ON, url) as server:
            made = server.ask(
                "POST", "/v2.0/fwaas/firewall_groups", {"firewall_group": {"name": "g"}}
            )
            assert made.status == 201, server.log
            address = f"http://127.0.0.1:{server.port}"
            words = (
                "--os-auth-type",
                "none",
                "--os-endpoint",
                address,
                "firewall",
                "group",
                "list",
            )
            listed = json.loads(host.run("openstack", *words, "-f", "json"))
            assert sorted(group["Name"] for group in listed) == ["default", "g"]


def test_an_old_class_path_boots_with_a_dated_warning(host: NeutronHost) -> None:
    with host.serving(ON, fwaas="neutron_fwaas") as server:
        assert server.ask("GET", "/v2.0/fwaas/firewall_groups").status == 200, server.log
    warned = [line for line in server.log.splitlines() if "neutron_fwaas.services" in line]
    assert any("31.0.0" in line for line in warned), server.log
    assert server.log.count("FWaaS is a preview feature") == 1, server.log


def test_an_error_of_the_feature_is_its_own_in_the_log(host: NeutronHost) -> None:
    plugin = host.root / "neutron/preview/fwaas/services/firewall/fwaas_plugin_v2.py"
    before = plugin.read_text()
    plugin.write_text(
        before + "\n\ndef _broken(self, *args, **kwargs):\n    raise ValueError('injected')\n\n\n"
        "FirewallPluginV2.get_firewall_policies = _broken\n"
    )
    try:
        with host.serving(ON) as server:
            assert server.ask("GET", "/v2.0/fwaas/firewall_policies").status == 500
            assert server.ask("GET", "/v2.0/networks").status == 200
    finally:
        plugin.write_text(before)
    last = [line for line in server.log.splitlines() if line.endswith("ValueError: injected")]
    assert last
    blamed = [line for line in server.log.splitlines() if "ERROR [fwaas] neutron." in line]
    assert any("index failed" in line for line in blamed), server.log


@pytest.mark.parametrize("entry", ["all", "neutron.preview.fwaas"])
def test_forbidden_the_start_is_refused_with_the_remedy(host: NeutronHost, entry: str) -> None:
    with host.serving(ON, COLDFRAME_FORBID=entry) as server:
        assert server.port == 0
        assert server.stop() != 0
    assert (
        "the preview feature 'fwaas' is named by entry point neutron.service_plugins:firewall_v2,"
        f" but COLDFRAME_FORBID forbids '{entry}'" in server.log
    )
    assert "Take one of the two back" in server.log


def test_a_broken_declaration_leaves_the_stable_part_alone(host: NeutronHost) -> None:
    declaration = host.root / "neutron/preview/fwaas/preview.toml"
    before = declaration.read_bytes()
    declaration.write_text("title = [\n")
    try:
        with host.serving(OFF) as server:
            assert server.ask("GET", "/v2.0/networks").status == 200
        assert server.log.count("not declared properly stay off") == 1
    finally:
        declaration.write_bytes(before)
