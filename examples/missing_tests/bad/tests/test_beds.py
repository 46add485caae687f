import garden


def test_beds() -> None:
    assert garden
