from shop.preview import *

print(loyalty.points.Points)
