from shop.customers.cards import loyalty
from shop.customers.cards.loyalty import loyalty as function
from shop import loyalty as other
import shop.customers.cards.loyalty
import shop.loyalty

print(shop.customers.cards.loyalty.loyalty, shop.loyalty, loyalty.loyalty, other.loyalty)
X = "shop.customers.cards.loyalty.loyalty", "shop.loyalty.loyalty", "preview.loyalty"
