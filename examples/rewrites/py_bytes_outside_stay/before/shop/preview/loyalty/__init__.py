# é
from . import points
