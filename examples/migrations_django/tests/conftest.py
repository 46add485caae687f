import os

import pytest


@pytest.fixture(scope="session")
def coldframe_databases():
    return os.environ.get("SHOP_TEST_DATABASES", "sqlite").split()
