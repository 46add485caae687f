import shop.services.loyalty

print(shop.services.loyalty.points, shop.extensions.one)
