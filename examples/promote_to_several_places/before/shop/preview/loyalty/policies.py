from shop.preview.loyalty.extensions import card

RULES = [card.Card]
