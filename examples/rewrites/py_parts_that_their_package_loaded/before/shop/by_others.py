import shop

print(shop.preview.loyalty.points)
