"""Loyalty points

Points for every purchase, which expire after a year.  This is experimental.
"""

from shop.experimental.coupons import coupon


class Loyalty:
    gift = coupon()
