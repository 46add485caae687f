import shop.extensions.one

print(shop.extensions.one)
