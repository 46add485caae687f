import shop.money
import loyalty.rules
import loyalty.points
from loyalty import points


def f(rules):
    return loyalty.points, loyalty.rules, points
