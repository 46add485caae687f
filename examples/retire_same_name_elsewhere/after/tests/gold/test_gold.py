from shop.gold import RATE


def test_rate():
    assert RATE == 2
