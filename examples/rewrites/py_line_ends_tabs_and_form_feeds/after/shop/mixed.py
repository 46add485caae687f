from shop.customers import cards as loyalty
import shop.customers.cards
from shop.customers.cards import points
