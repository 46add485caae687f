from . import points
from .points import Points
