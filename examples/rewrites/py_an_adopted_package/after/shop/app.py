import shop.loyalty
from . import loyalty
PLUGIN = "shop.preview.cards.points:Points"
