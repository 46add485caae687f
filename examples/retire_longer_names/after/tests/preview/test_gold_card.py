from shop.preview.gold_card import LIMIT


def test_limit():
    assert LIMIT
