import shop
import shop.preview
from shop import preview
from shop.loyalty import points as preview_points
from shop.preview import Points, points

a = shop.loyalty.points.Points
b = shop.loyalty.Points
c = preview_points
d = preview.Points
