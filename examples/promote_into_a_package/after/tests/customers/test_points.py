from shop.customers.points import Points, worth as value
from shop import customers as loyalty


def test_points() -> None:
    assert value(Points()) == value(Points())
