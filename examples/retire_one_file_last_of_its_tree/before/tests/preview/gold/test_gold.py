from shop.preview.gold import Gold
from tests.preview.gold.helpers import PRICE


def test_gold():
    assert Gold() and PRICE
