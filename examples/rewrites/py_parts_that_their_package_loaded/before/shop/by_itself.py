import shop.preview.loyalty.ext.one

print(shop.preview.loyalty.ext.one)
