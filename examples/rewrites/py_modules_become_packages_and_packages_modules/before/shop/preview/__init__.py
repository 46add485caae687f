from . import loyalty, cards
