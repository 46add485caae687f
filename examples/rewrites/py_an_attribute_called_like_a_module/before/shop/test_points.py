from unittest import mock

import shop.preview.loyalty.points
from shop.preview.loyalty import points


class TestPoints:
    def setup_method(self):
        self.points = points.Points()
        self.shop = shop.preview.loyalty.points

    @mock.patch.object(points.Points, "add")
    def test_add(self, add):
        assert self.points.add() is add.return_value
        assert self.shop.Points is points.Points
