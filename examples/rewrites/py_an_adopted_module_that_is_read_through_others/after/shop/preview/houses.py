import shop.preview.wall.clay

print(shop.preview.wall.clay.Clay, shop.preview.wall)
