from unittest import mock

import pytest

import depot_cranes.lift
from depot_cranes import Crane

from . import loads
from .units import TON


@pytest.mark.heavy
def test_heavy(heavy: int) -> None:
    assert heavy == loads.load(7) == 7 * TON


def test_size() -> None:
    assert Crane().size == 6
    with mock.patch("depot_cranes.lift.SIZE", 9):
        assert depot_cranes.lift.SIZE == 9


def test_hooks(capsys: pytest.CaptureFixture[str]) -> None:
    depot_cranes.lift.main()
    assert "cranes.lift" in capsys.readouterr().out.replace("_", ".")
