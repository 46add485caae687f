import shop.conf.policies.loyalty
import shop.extensions.card
from shop import extensions
from shop.loyalty import points
from shop.conf.policies import loyalty as policies
from shop import loyalty
from shop import preview

print(shop.conf.policies.loyalty.RULES, shop.extensions.card)
print(policies.RULES, loyalty.points, points)
NAMES = "shop.conf.policies.loyalty", "shop.extensions.card:Card", "shop.loyalty"
