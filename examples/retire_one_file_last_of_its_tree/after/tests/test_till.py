from tests.preview.gold.helpers import PRICE


def test_till():
    assert PRICE
