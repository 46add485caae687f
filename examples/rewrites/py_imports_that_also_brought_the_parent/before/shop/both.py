import shop.preview.gifts
import shop.preview.loyalty

print(shop.preview.loyalty, shop.preview.gifts)
