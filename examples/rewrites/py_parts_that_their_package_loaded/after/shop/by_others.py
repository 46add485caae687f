import shop

print(shop.services.loyalty.points)
