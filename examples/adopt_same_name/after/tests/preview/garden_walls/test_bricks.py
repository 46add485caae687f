from shop.preview.garden_walls import Brick
from shop.preview.garden_walls import bricks


def test_owner():
    assert Brick().owner() in bricks.__name__
