import shop.loyalty.points

NAME = "points"
A = f"{shop.preview.loyalty.points.Points} {", ".join(["shop.preview.loyalty"])}"
B = f"{f"{shop.preview.loyalty.points.Points}"}"
