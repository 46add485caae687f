import shop.preview.loyalty.points

class A:
    x = shop.preview.loyalty.points.Points
    y = 1
