from .points import *
from .points import Points
from . import points

__all__ = points.__all__ + ["points"]
