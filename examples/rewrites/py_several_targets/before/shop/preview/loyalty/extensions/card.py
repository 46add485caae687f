from .. import points, policies


class Card:
    pass
