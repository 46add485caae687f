from shop import Gold

PRICE = Gold
