import shop.preview.gifts
import shop.customers.cards

print(shop.customers.cards, shop.preview.gifts)
