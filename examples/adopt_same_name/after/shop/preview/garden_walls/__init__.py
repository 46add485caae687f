"""Garden walls

Walls that hold a garden.
"""

from shop.preview.garden_walls.bricks import Brick

__all__ = ["Brick"]
