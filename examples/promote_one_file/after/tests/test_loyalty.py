from shop import loyalty


def test_loyalty() -> None:
    assert loyalty.points(2) == 2
