import shop.money
from shop.preview.loyalty import points


def f(rules):
    return shop.preview.loyalty.points, shop.preview.loyalty.rules, points
