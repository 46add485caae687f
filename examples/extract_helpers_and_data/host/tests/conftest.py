import pytest

from .loads import load


@pytest.fixture
def heavy() -> int:
    return load(7)
