import shop.customers.cards, shop.customers.cards.points, shop.customers.cards
import shop.customers.cards
import shop.customers.cards as loyalty, shop.customers.cards as again
from shop.customers import cards as loyalty, cards as again, cards as loyalty
from shop.customers.cards import points, points as points, points as other
from shop.customers import cards as loyalty; from shop.customers import cards as l
import shop, shop.preview, shop.customers.cards as x; import shop.customers.cards.points
