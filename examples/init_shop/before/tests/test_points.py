from shop.experimental.loyalty import models


def test_points() -> None:
    assert models.Points
