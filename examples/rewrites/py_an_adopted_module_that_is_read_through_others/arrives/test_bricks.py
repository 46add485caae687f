from unittest import mock

import bricks
import houses
from bricks import wall as through

assert bricks.wall.clay is through.clay is houses.wall.clay
mock.patch("bricks.wall.clay")
mock.patch.object(bricks, "wall")
