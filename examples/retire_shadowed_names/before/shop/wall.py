from shop.preview.gold import Gold as Metal

Gold = 3


def price():
    return Gold
