import shop.api.v1.loyalty, shop.api.loyalty.v2
import shop.loyalty as service
from shop.api import loyalty as api  # all of it
from shop.db import loyalty as db
from shop.db.models import loyalty as db_models
from shop import loyalty as s, util
from shop.api.v1 import loyalty as v1
from shop.api.loyalty import v2
from shop.preview import loyalty

shop.api.v1.loyalty.get(shop.api.loyalty.v2)
v1.get(v2, db, db_models.Card, loyalty.Service)
v1.get(api.v2)
PATHS = [
    "shop.api.v1.loyalty:get",
    "shop.api.loyalty.v2",
    "shop.api.loyalty",
    "shop.db.models.loyalty.Card",
    "shop.db.loyalty",
    "shop.preview.loyalty.Service",
    "shop.preview.loyalty",
    "shop/api/v1/loyalty.py",
    "shop/db/loyalty.py",
]
