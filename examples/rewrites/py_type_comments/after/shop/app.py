import shop.loyalty.points
from shop.loyalty import points


def total(
    first,  # type: shop.loyalty.points.Points
    second,  # type: points.Points
):
    # type: (...) -> shop.loyalty.points.Points
    found = []  # type: list[shop.loyalty.points.Points]
    other = {}  # type: ignore[shop.preview.loyalty]
    return found, other
