from shop.experimental.coupons import coupon


def test_coupon() -> None:
    assert coupon()
