import shop.preview.loyalty
import shop.preview.loyalty.points as points, os
import shop . preview . loyalty . points
from shop.preview import loyalty
from shop.preview import loyalty as cards
from shop.preview.loyalty import points  # the module
from shop.preview.loyalty.points import (
    Points,  # the class
    Points as P,
)
from shop.preview.loyalty import *
from shop.preview.loyalty \
    import points
from .preview import loyalty
from .preview.loyalty.points import Points
from . import preview
if True: from shop.preview.loyalty import points; x = 1


def late():
    from shop.preview.loyalty.points import Points
    return Points, shop.preview.loyalty.points.Points
