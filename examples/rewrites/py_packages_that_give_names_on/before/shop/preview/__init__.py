from . import loyalty
from .loyalty import points
from .loyalty.points import Points

__all__ = ["loyalty", "points"]
__all__ += ["Points"]
__all__.append("loyalty")
__all__.extend(points.__all__)
