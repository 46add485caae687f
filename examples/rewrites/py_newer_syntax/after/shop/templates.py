import shop.loyalty.points

A = t"shop.preview.loyalty.{shop}"
B = "shop.loyalty.points"
