from shop.customers import cards as loyalty
from shop.customers import cards
from shop.customers import cards as member
import shop.customers.cards.points
import shop.preview

print(loyalty.points.Points, cards, member)
print(shop.customers.cards.points.Points(), shop.preview.__name__)
