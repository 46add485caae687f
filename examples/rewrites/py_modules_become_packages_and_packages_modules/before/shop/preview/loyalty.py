from . import cards
from .cards import Card
from .. import money
import shop.preview.loyalty


class Points:
    pass
