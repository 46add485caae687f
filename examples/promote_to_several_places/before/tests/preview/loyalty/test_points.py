from shop.preview.loyalty import points, policies


def test_points() -> None:
    assert points.RULES == policies.RULES
