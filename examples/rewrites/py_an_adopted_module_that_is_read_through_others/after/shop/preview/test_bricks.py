from unittest import mock

import shop.preview.bricks as bricks
import shop.preview.houses as houses
from shop.preview.bricks import wall as through

assert bricks.wall.clay is through.clay is houses.wall.clay
mock.patch("shop.preview.bricks.wall.clay")
mock.patch.object(bricks, "wall")
