from .. import cards
from ..cards import Card
from .. import money
import shop.loyalty


class Points:
    pass
