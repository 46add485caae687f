import shop_vouchers.voucher as subject


def test_voucher():
    assert subject.main() == subject.__name__
