from shop.extensions import card

RULES = [card.Card]
