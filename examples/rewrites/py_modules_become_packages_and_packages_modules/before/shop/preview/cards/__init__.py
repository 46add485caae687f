from .. import loyalty
from ..loyalty import Points
from ... import money
from . import Card as C


class Card:
    pass
