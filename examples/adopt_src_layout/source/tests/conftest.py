import pytest

pytest_plugins = ["drones.routes"]


@pytest.fixture
def fleet():
    from drones.fleet import Fleet

    return Fleet()
