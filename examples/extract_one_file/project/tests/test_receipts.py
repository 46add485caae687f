import shop_receipts as receipts
from shop_receipts import receipt


def test_receipt():
    assert receipt("x").endswith(": x") and receipts.WIDTH == 80
