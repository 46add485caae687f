import shop.preview.loyalty.points
from shop.preview.loyalty import points as p


def test_points() -> None:
    assert shop.preview.loyalty.points.Points().worth() == p.money.EUR
