from wall import Brick
from wall import bricks


def test_owner():
    assert Brick().owner() in bricks.__name__
