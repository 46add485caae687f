"""Cards of gold."""

from shop import gold
from shop.preview import gold_card
from shop.preview.gold_card import Card as Yellow
from shop.preview_tools import gold as polish

from . import metal

LOGGER = "shop_gold.card"
OTHER = "shop.preview.gold_card.Card"
PROSE = "preview.gold is no name, and gold is none."


class Card:
    def weight(self, shop):
        # shop is a parameter here, and not the package
        return shop.preview.gold.weight / gold.OUNCE * metal.PURE

    def kinds(self):
        return gold_card, Yellow, polish
