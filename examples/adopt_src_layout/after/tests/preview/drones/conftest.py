import pytest

pytest_plugins = ["shop.preview.drones.routes"]


@pytest.fixture
def fleet():
    from shop.preview.drones.fleet import Fleet

    return Fleet()
