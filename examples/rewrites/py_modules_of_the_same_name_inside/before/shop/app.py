from shop.preview.loyalty import loyalty
from shop.preview.loyalty.loyalty import loyalty as function
from shop import loyalty as other
import shop.preview.loyalty.loyalty
import shop.loyalty

print(shop.preview.loyalty.loyalty.loyalty, shop.loyalty, loyalty.loyalty, other.loyalty)
X = "shop.preview.loyalty.loyalty.loyalty", "shop.loyalty.loyalty", "preview.loyalty"
