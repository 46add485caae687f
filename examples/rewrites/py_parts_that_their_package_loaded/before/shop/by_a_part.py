import shop.preview.loyalty.ext.one

print(shop.preview.loyalty.points, shop.preview.loyalty.ext.one)
