import shop.loyalty
from . import loyalty
PLUGIN = "loyalty.points:Points"
