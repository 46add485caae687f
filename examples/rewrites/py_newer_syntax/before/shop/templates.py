import shop.preview.loyalty.points

A = t"shop.preview.loyalty.{shop}"
B = "shop.preview.loyalty.points"
