"""Real hosts, or a skip that says why they cannot be had."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from environments import NEUTRON, TESTING, environment
from neutron_trees import Adopted, Promoted

from tools import hosts
from tools.sdists import Offline

# What tests of one file share, and so one worker runs them.  Making it a second time for another
# file takes seconds; all files on one worker would take longer than all else on the others.
SHARED = ("adopted", "promoted", "squashed", "trl")


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that share something costly stay together when workers share the tests out."""
    for item in items:
        if set(SHARED) & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


def _or_skip(make) -> Path:  # type: ignore[no-untyped-def]
    try:
        return make()
    except Offline as why:
        if os.environ.get("COLDFRAME_REQUIRE_SERVERS"):
            raise
        pytest.skip(str(why))


@pytest.fixture(scope="session")
def trl() -> Path:
    """34 releases of trl as one git repository."""
    return _or_skip(hosts.trl)


@pytest.fixture(scope="session")
def neutron_libs() -> Path:
    """12 releases of neutron-lib as one git repository."""
    return _or_skip(hosts.neutron_lib_releases)


@pytest.fixture(scope="session")
def neutron() -> Path:
    """neutron 29.0.0 as a git repository of one commit."""
    return _or_skip(hosts.neutron)


@pytest.fixture(scope="session")
def fwaas() -> Path:
    """neutron-fwaas 25.0.0 as a git repository of one commit."""
    return _or_skip(hosts.fwaas)


@pytest.fixture(scope="session")
def adopted(neutron: Path, fwaas: Path, tmp_path_factory: pytest.TempPathFactory) -> Adopted:
    """Neutron before and after it adopted neutron-fwaas."""
    return Adopted(tmp_path_factory.mktemp("adopted"), neutron, fwaas)


@pytest.fixture(scope="session")
def promoted(adopted: Adopted, tmp_path_factory: pytest.TempPathFactory) -> Promoted:
    """Neutron with neutron-fwaas as a preview, and after its promotion."""
    return Promoted(tmp_path_factory.mktemp("promoted"), adopted.after)


@pytest.fixture(scope="session")
def python() -> Path:
    """A Python with what the tests of Neutron need."""
    return environment("neutron-tests", NEUTRON, *TESTING) / "bin/python"
