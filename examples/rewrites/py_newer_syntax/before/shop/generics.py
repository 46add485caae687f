import shop.preview.loyalty.points
from shop.preview import loyalty

type Points = shop.preview.loyalty.points.Points
type Pair[T: shop.preview.loyalty.points.Points] = tuple[T, loyalty.points.Points]


def first[T: shop.preview.loyalty.points.Points](items: list[T]) -> shop.preview.loyalty.points.Points:
    return items[0]


class Box[T](shop.preview.loyalty.points.Points):
    pass
