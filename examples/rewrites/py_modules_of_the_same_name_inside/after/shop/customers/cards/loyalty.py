from shop.customers.cards import loyalty as l
from shop.customers.cards.loyalty import loyalty
import shop.customers.cards.loyalty as m


def loyalty():
    return shop.preview.loyalty
