from shop import loyalty
from .loyalty.points import Points as Points
from . import preview

__all__ = ["Points", "loyalty", "preview"]
