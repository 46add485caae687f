import shop.preview.loyalty.policies
import shop.preview.loyalty.extensions.card
from shop.preview.loyalty import extensions, points, policies
from shop.preview import loyalty
from shop import preview

print(shop.preview.loyalty.policies.RULES, shop.preview.loyalty.extensions.card)
print(loyalty.policies.RULES, loyalty.points, preview.loyalty.points)
NAMES = "shop.preview.loyalty.policies", "shop.preview.loyalty.extensions.card:Card", "shop.preview.loyalty"
