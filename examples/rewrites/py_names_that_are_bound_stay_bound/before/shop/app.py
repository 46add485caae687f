from shop.preview import loyalty
from shop.preview import loyalty as cards
from shop.preview import loyalty as member
import shop.preview.loyalty.points

print(loyalty.points.Points, cards, member)
print(shop.preview.loyalty.points.Points(), shop.preview.__name__)
