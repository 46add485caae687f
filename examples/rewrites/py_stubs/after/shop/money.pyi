from typing import TYPE_CHECKING
from .customers.cards.points import Points as Points
if TYPE_CHECKING:
    from shop.customers import cards as loyalty

def pay(points: 'shop.customers.cards.points.Points', other: loyalty.points.Points) -> None: ...
