import shop.customers.cards.points
from shop.customers.cards import points as p


def test_points() -> None:
    assert shop.customers.cards.points.Points().worth() == p.money.EUR
