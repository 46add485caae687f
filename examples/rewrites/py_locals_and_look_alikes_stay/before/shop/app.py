import shop.preview_tools.loyalty
import shop.preview_tools.loyalty as loyalty_tools
from bakery.preview import loyalty
from shop.preview_tools import loyalty as other
import bakery.preview.loyalty

preview = object()
loyalty_groups = [loyalty]
start_loyalty = "start_loyalty"
revision = "shop_preview_loyalty"


def charge(shop, loyalty):
    print(shop.preview.loyalty.points)
    for preview in shop.preview:
        preview.loyalty.points()
    return "shop.preview.loyaltycards", "myshop.preview.loyalty", "shop.preview.loyalty_card"


class Basket:
    shop = None

    def total(self):
        return self.shop.preview.loyalty, preview.loyalty
