import shop.preview.loyalty.points

try:
    pass
except* shop.preview.loyalty.points.Points as group:
    raise
