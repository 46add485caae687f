"""Garden walls

Walls that hold a garden.
"""

from wall.bricks import Brick

__all__ = ["Brick"]
