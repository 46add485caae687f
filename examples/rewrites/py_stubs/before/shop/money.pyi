from typing import TYPE_CHECKING
from .preview.loyalty.points import Points as Points
if TYPE_CHECKING:
    from shop.preview import loyalty

def pay(points: 'shop.preview.loyalty.points.Points', other: loyalty.points.Points) -> None: ...
