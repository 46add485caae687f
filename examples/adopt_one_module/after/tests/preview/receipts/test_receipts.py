import shop.preview.receipts


def test_show():
    assert shop.preview.receipts.show() == 'receipts'
