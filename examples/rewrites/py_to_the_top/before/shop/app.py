import shop.preview.loyalty
import shop.preview.loyalty.points
import shop.preview.loyalty as card, os
from shop.preview import loyalty
from shop.preview import gifts, loyalty as l
from shop.preview.loyalty import points
from .preview import loyalty as m
from .preview.loyalty import points as p

print(shop.preview.loyalty.points, shop.money, shop.preview.gifts)


def f(loyalty):
    return shop.preview.loyalty.points, loyalty


def g():
    loyalty = 1
    import shop.preview.loyalty.points
    return shop.preview.loyalty.points, loyalty


def h():
    import shop.preview.loyalty.points
    return shop.preview.loyalty.points
