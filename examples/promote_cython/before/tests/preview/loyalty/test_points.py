from unittest import mock

from shop.preview.loyalty import points
from shop.preview.loyalty.points import Points


@mock.patch("shop.preview.loyalty.points.EUR", 2)
def test_points() -> None:
    assert Points().worth() == 2
    assert points.Points is Points
