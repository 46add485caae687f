from shop import preview
from shop.preview import gifts, loyalty


def pay(cards, rules, points):
    loyalty_cards = [card for card in cards]
    return preview.loyalty.points, preview.loyalty.rules, loyalty.rules, loyalty.points, cards, rules


def use(loyalty):
    loyalty = loyalty or "loyalty"
    return loyalty.points, loyalty.rules, loyalty_of(loyalty=loyalty)


def loyalty_of(loyalty=loyalty.points):
    from shop.preview.loyalty import rules
    rules.loyalty = rules
    return loyalty, rules.loyalty.points


class Till:
    loyalty = None
    cards = loyalty
    rules = 1

    def pay(self):
        return self.loyalty.points, loyalty.points, loyalty.rules
