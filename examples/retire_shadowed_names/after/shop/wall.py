Gold = 3


def price():
    return Gold
