from unittest import mock

import shop.loyalty.points
from shop.loyalty import points


class TestPoints:
    def setup_method(self):
        self.points = points.Points()
        self.shop = shop.loyalty.points

    @mock.patch.object(points.Points, "add")
    def test_add(self, add):
        assert self.points.add() is add.return_value
        assert self.shop.Points is points.Points
