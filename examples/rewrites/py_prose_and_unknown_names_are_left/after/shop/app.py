"""The till.

It loads :mod:`shop.loyalty` and ``shop.loyalty.points.Points``;
shop.preview.loyalty is described elsewhere.

>>> from shop import loyalty
>>> loyalty.points.Points()
"""
# shop.preview.loyalty was here first.
import logging

LOG = logging.getLogger("shop.loyalty")
LOG.info("shop.preview.loyalty is ready")
GONE = "shop.preview.loyalty.cards:Card"
MIXED = f"see {LOG} in shop.preview.loyalty.points"
FILE = "shop.preview.loyalty.conf"
URL = "https://example.org/shop.preview.loyalty"
points = None  # type: shop.loyalty.points.Points
