import shop
from .extensions import one
import shop.services.loyalty

print(shop.services.loyalty.points, one)
