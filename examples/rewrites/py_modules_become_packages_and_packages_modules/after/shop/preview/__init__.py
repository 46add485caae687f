from .. import loyalty, cards
