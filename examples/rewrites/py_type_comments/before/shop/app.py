import shop.preview.loyalty.points
from shop.preview.loyalty import points


def total(
    first,  # type: shop.preview.loyalty.points.Points
    second,  # type: points.Points
):
    # type: (...) -> shop.preview.loyalty.points.Points
    found = []  # type: list[shop.preview.loyalty.points.Points]
    other = {}  # type: ignore[shop.preview.loyalty]
    return found, other
