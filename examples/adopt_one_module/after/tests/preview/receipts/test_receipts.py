import shop.preview.receipts as receipts


def test_show():
    assert receipts.show() == 'receipts'
