from . import points
from shop.preview import loyalty
