import importlib
import sys
from unittest import mock

import shop.preview

PLUGINS = {
    "loyalty": "shop.loyalty.points.Points",
    'points': 'shop.loyalty.points:Points',
    "lines": [b"shop.preview.loyalty", r"shop.loyalty.points"],
}
SERVICE = "LOYALTY:points:shop.loyalty.points.Points:default"
ENTRY = "loyalty = shop.loyalty.points:Points [cards]"
LIST = "shop.loyalty,shop.money, shop.loyalty.points"
JOINED = ("shop.loyalty"
          ".points")
CONCATENATED = "shop.loyalty" + ".points"
TEMPLATE = "shop.loyalty.%s"
FORMATTED = f"shop.loyalty.{PLUGINS}.x"
PLACED = "shop.loyalty.{name}".format(name="points")
COMMAND = [sys.executable, "-m", "shop.loyalty"]
SHELL = "python -m shop.loyalty --help"
MODULE = importlib.import_module("shop.loyalty")
RELATIVE = importlib.import_module("shop.loyalty", "shop.preview")
ALSO = importlib.import_module("shop.loyalty", __package__)
HERE = sys.modules["shop.loyalty"]


@mock.patch("shop.loyalty.points.Points")
@mock.patch.object(shop.loyalty.points, "Points")
@mock.patch.dict("shop.loyalty.points.TABLE", {})
def test(points: "shop.loyalty.points.Points", other):
    with mock.patch(JOINED + ".Points"):
        pass
    exec("from shop import loyalty\nprint(loyalty)")
