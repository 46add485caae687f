from shop.extensions import card
RULES = []
