import shop


def make():
    return shop.Gold()
