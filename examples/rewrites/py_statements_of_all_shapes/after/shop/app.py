import shop.loyalty
import shop.loyalty.points as points, os
import shop . loyalty . points
from shop import loyalty
from shop import loyalty as cards
from shop.loyalty import points  # the module
from shop.loyalty.points import (
    Points,  # the class
    Points as P,
)
from shop.loyalty import *
from shop.loyalty \
    import points
from . import loyalty
from .loyalty.points import Points
from . import preview
if True: from shop.loyalty import points; x = 1


def late():
    from shop.loyalty.points import Points
    return Points, shop.loyalty.points.Points
