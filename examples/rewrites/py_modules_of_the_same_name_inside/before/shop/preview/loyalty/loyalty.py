from shop.preview.loyalty import loyalty as l
from shop.preview.loyalty.loyalty import loyalty
import shop.preview.loyalty.loyalty as m


def loyalty():
    return shop.preview.loyalty
