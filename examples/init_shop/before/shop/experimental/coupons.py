"""Coupons that can be given to friends (experimental)."""


def coupon() -> str:
    return "10 %"
