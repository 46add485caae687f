import shop.loyalty.points
from shop import loyalty

type Points = shop.loyalty.points.Points
type Pair[T: shop.loyalty.points.Points] = tuple[T, loyalty.points.Points]


def first[T: shop.loyalty.points.Points](items: list[T]) -> shop.loyalty.points.Points:
    return items[0]


class Box[T](shop.loyalty.points.Points):
    pass
