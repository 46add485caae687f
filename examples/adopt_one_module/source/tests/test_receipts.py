import receipts


def test_show():
    assert receipts.show() == 'receipts'
