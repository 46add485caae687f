import os
import shop.preview.loyalty.points  # the card

print(shop.preview.loyalty.points, shop.preview.gifts, shop.money, shop.preview)
