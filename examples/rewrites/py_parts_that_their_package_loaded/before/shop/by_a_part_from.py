import shop
from .preview.loyalty.ext import one

print(shop.preview.loyalty.points, one)
