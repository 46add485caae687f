from shop.customers.cards import points as points
from ... import money
import shop.customers.cards

class Points:
    def other(self) -> shop.customers.cards.points.Points: ...
