import shop.preview.loyalty

print(shop.preview.loyalty.points, shop.preview.loyalty.ext.one)
