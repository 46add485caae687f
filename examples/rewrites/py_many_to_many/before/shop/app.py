import shop.preview.loyalty.api.v1, shop.preview.loyalty.api.v2
import shop.preview.loyalty.service as service
from shop.preview.loyalty import api, db, db_models, service as s, util  # all of it
from shop.preview.loyalty.api import v1, v2
from shop.preview import loyalty

shop.preview.loyalty.api.v1.get(shop.preview.loyalty.api.v2)
loyalty.api.v1.get(loyalty.api.v2, loyalty.db, loyalty.db_models.Card, loyalty.Service)
api.v1.get(api.v2)
PATHS = [
    "shop.preview.loyalty.api.v1:get",
    "shop.preview.loyalty.api.v2",
    "shop.preview.loyalty.api",
    "shop.preview.loyalty.db_models.Card",
    "shop.preview.loyalty.db",
    "shop.preview.loyalty.Service",
    "shop.preview.loyalty",
    "shop/preview/loyalty/api/v1.py",
    "shop/preview/loyalty/db.py",
]
