import loyalty
import shop.preview
import loyalty.points
import loyalty as card, os
import loyalty
from shop.preview import gifts
import loyalty as l
from loyalty import points
import loyalty as m
from loyalty import points as p

print(loyalty.points, shop.money, shop.preview.gifts)


def f(loyalty):
    return shop.preview.loyalty.points, loyalty


def g():
    loyalty = 1
    import shop.preview.loyalty.points
    return shop.preview.loyalty.points, loyalty


def h():
    import loyalty.points
    return loyalty.points
