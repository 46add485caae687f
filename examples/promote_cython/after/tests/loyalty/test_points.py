from unittest import mock

from shop.loyalty import points
from shop.loyalty.points import Points


@mock.patch("shop.loyalty.points.EUR", 2)
def test_points() -> None:
    assert Points().worth() == 2
    assert points.Points is Points
