from shop.preview.loyalty import points as points
from ... import money
import shop.preview.loyalty

class Points:
    def other(self) -> shop.preview.loyalty.points.Points: ...
