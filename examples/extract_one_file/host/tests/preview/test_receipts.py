from shop.preview import receipts
from shop.preview.receipts import receipt


def test_receipt():
    assert receipt("x").endswith(": x") and receipts.WIDTH == 80
