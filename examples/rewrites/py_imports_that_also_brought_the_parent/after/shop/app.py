import os
import shop.customers.cards.points  # the card
import shop.preview

print(shop.customers.cards.points, shop.preview.gifts, shop.money, shop.preview)
