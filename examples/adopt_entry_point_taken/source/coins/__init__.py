class Coin:
    pass
