from bakery.preview import loyalty
from shop.preview_tools import loyalty as tools

preview = {"loyalty": loyalty}
start_loyalty = "start_loyalty"
URL = "https://example.org/shop.preview.loyalty"


def charge(shop):
    """Charge: shop.preview is the customer's preview."""
    return shop.preview.loyalty, "shop.preview.loyaltys", tools.LOYALTY
