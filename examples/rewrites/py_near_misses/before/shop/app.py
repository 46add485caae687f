from shop_tools.preview import loyalty
from shop_tools.preview.loyalty import points
from myshop.preview import loyalty as a
import other.shop.preview.loyalty
from other.shop.preview import loyalty as b
from shop.preview.loyalty_extra import x
from shop.preview import loyalty_extra
from .api.preview import loyalty as c
from shop.api.preview.loyalty import points
from preview import loyalty as d
from . import loyalty as e
from shop.preview2 import loyalty as f

print(other.shop.preview.loyalty.points, loyalty.points, loyalty_extra.x)
X = [
    "shop_tools.preview.loyalty", "other.shop.preview.loyalty", "shop.preview.loyalty_extra",
    "myshop.preview.loyalty", "shop.preview.loyaltyX", "Shop.Preview.Loyalty", "shop-preview-loyalty",
    "shop.preview2.loyalty", "shop..preview.loyalty", "shop.preview.loyalty_", "_shop.preview.loyalty",
    "my-shop.preview.loyalty", "@shop.preview.loyalty", "shop_preview_loyalty", "shop:preview:loyalty",
]
