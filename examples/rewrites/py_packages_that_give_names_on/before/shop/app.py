import shop
import shop.preview
from shop import preview
from shop.preview import Points, points

a = shop.loyalty.points.Points
b = shop.preview.loyalty.Points
c = preview.loyalty.points
d = preview.Points
