from shop import *

print(preview.loyalty.points)
