from shop.preview.gold import Gold

print(Gold())
