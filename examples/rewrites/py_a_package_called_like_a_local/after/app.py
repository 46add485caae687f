import cards
import cards.points
import cards as l
from cards import points


def pay(loyalty):
    return loyalty.points


def use(x=cards):
    loyalty = x
    return loyalty.points


def see():
    for loyalty in ():
        print(loyalty.points)
    print({"loyalty": loyalty}, dict(loyalty=1), x.loyalty, "loyalty", "cards.points", "loyalty card", "loyalty-card")


def get():
    return cards.points, [cards], cards


def comprehension():
    return [loyalty.points for loyalty in ()] + [cards.points for x in cards.points]


class Loyalty:
    loyalty = cards.points
    other = loyalty.points

    def pay(self):
        del cards.points.x
        return self.loyalty, cards.points


print(cards.points, f"{cards.points} {cards}", f"loyalty.{l}")
