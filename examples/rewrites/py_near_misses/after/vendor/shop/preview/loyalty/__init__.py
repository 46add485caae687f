from . import points
from shop import loyalty
