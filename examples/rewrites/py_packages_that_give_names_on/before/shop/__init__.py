from shop.preview import loyalty
from .preview.loyalty.points import Points as Points
from . import preview

__all__ = ["Points", "loyalty", "preview"]
