import shop.loyalty.points

try:
    pass
except* shop.loyalty.points.Points as group:
    raise
