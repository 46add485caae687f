from shop.preview.gold_card import LIMIT


def test_limits():
    assert LIMIT
