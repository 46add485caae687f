from shop import preview
from shop import rules as preview_rules
from shop.customers.cards import points as preview_points
from shop.preview import gifts
from shop import rules
from shop import rules as loyalty_rules
from shop.customers import cards as loyalty


def pay(cards, rules, points):
    loyalty_cards = [card for card in cards]
    return preview_points, preview_rules, loyalty_rules, loyalty.points, cards, rules


def use(loyalty):
    loyalty = loyalty or "loyalty"
    return loyalty.points, loyalty.rules, loyalty_of(loyalty=loyalty)


def loyalty_of(loyalty=loyalty.points):
    from shop import rules
    rules.loyalty = rules
    return loyalty, rules.loyalty.points


class Till:
    loyalty = None
    cards = loyalty
    rules = 1

    def pay(self):
        return self.loyalty.points, loyalty.points, rules
