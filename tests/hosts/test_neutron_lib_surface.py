"""What eleven steps of neutron-lib broke: each error was read in both sources, and is true.

Gone: a `grep` in the newer source finds no other definition by that name in its module.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from coldframe.compat.change import ERROR, WARNING, Change
from coldframe.compat.named import named
from coldframe.compat.surfaces import compare_surfaces
from tools.sdists import pinned

pytestmark = pytest.mark.host

WANTED = ("python", "options", "entry_points")
MODULES = "neutron_lib.api.definitions"
ERRORS = {
    "3.21.0": {
        "neutron_lib.plugins.constants.LOADBALANCER": "gone",
        "neutron_lib.plugins.constants.LOADBALANCERV2": "gone",
    },
    "3.21.1": {},
    "3.22.0": {},
    "3.23.0": {
        "neutron_lib.constants.ACCESS_READONLY": "gone",
        "neutron_lib.db.model_query.DEFAULT_RBAC_ACTIONS": "gone",
        "neutron_lib.context.ContextBase()": "is_service_role stands before tenant_id",
    },
    "3.24.0": {},
    "3.25.0": {},
    "4.0.0": {
        f"{MODULES}.fip64": "gone",
        f"{MODULES}.logging_resource": "gone",
        f"{MODULES}.router_interface_fip": "gone",
    },
    "4.1.0": {
        f"{MODULES}.allowedaddresspairs_atomic": "gone",
        "neutron_lib.services.pvlan.constants.PVLAN_PLUGIN": "now in callbacks.resources",
    },
    "4.2.0": {
        f"{MODULES}.agent_sort_key.is_sort_key": "gone",
        f"{MODULES}.tap_mirror_both_direction.DIRECTION_SPEC": "only tap_mirror has it",
        "neutron_lib.exceptions.DhcpPortInUse": "gone",
        "neutron_lib.exceptions.NetworkMacAddressGenerationFailure": "gone",
        "neutron_lib.exceptions.VxlanNetworkUnsupported": "gone",
        "neutron_lib.exceptions.dns.InvalidPTRZoneConfiguration": "gone",
        "neutron_lib.exceptions.firewall_v2.FirewallGroupCannotUpdateDefault": "gone",
        "neutron_lib.exceptions.firewall_v2.FirewallGroupDefaultAlreadyExists": "gone",
        "neutron_lib.exceptions.firewall_v2.FirewallRuleInvalidAction": "gone",
        "neutron_lib.exceptions.firewall_v2.FirewallRuleInvalidProtocol": "gone",
        "neutron_lib.exceptions.metering.DuplicateMeteringRuleInPost": "gone",
        "neutron_lib.exceptions.vpn.CsrInternalError": "gone",
        "neutron_lib.exceptions.vpn.CsrValidationFailure": "gone",
        "neutron_lib.exceptions.vpn.IkeValidationFailure": "gone",
        "neutron_lib.fixture.DBAPIContextManagerFixture": "gone",
        "neutron_lib.hacking.checks.check_no_contextlib_nested": "gone",
        "neutron_lib.hacking.checks.contextlib_nested": "gone",
        "flake8.extension:N524": "its check is gone",
    },
    "5.0.0": {"neutron_lib.hacking.checks.factory": "gone"},
    "5.0.1": {"neutron_lib.services.qos.base.DriverBase.is_loaded": "a property now"},
}
WARNINGS = {
    "3.23.0": {"value_changed": 1},  # KNOWN_EXTENSIONS lost one
    "3.25.0": {"value_changed": 3},  # names of networks say project, not tenant
    "4.0.0": {
        "static_became_method": 8,
        "parameter_swallowed": 2,  # tenant_id and tenant_name: **kwargs goes on to oslo.context
        "member_perhaps_inherited": 2,  # oslo.context's own class has neither
        "value_changed": 1,  # a description
    },
    "4.1.0": {"value_changed": 1, "exception_added": 1},
}


@pytest.fixture(scope="module")
def steps(neutron_libs: Path) -> dict[str, list[Change]]:
    """What changed with each release."""
    versions = [sdist.version for sdist in pinned("neutron-lib")]
    surfaces = [named(version, str(neutron_libs), WANTED) for version in versions]
    return {
        version: compare_surfaces(*pair)  # type: ignore[arg-type]
        for version, pair in zip(versions[1:], pairwise(surfaces), strict=True)
    }


def test_every_error_is_one_that_was_read(steps: dict[str, list[Change]]) -> None:
    found = {
        version: sorted(change.subject for change in changes if change.severity == ERROR)
        for version, changes in steps.items()
    }
    assert found == {version: sorted(subjects) for version, subjects in ERRORS.items()}
    assert sum(map(len, found.values())) == 30


def test_every_warning_is_one_that_was_read(steps: dict[str, list[Change]]) -> None:
    found = {
        version: Counter(change.rule for change in changes if change.severity == WARNING)
        for version, changes in steps.items()
    }
    assert {version: each for version, each in found.items() if each} == WARNINGS
