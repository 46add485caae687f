from shop.preview.loyalty import Points, value
from shop.preview import loyalty


def test_points() -> None:
    assert value(Points()) == loyalty.value(loyalty.Points())
