"""Real hosts, or a skip that says why they cannot be had."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tools import hosts
from tools.sdists import Offline


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
def neutron() -> Path:
    """neutron 29.0.0 as a git repository of one commit."""
    return _or_skip(hosts.neutron)


@pytest.fixture(scope="session")
def fwaas() -> Path:
    """neutron-fwaas 25.0.0 as a git repository of one commit."""
    return _or_skip(hosts.fwaas)
