from shop.services.loyalty import points
from shop.conf.policies import loyalty as policies


def test_points() -> None:
    assert points.RULES == policies.RULES
