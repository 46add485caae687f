import importlib
import sys
from unittest import mock

import shop.preview

PLUGINS = {
    "loyalty": "shop.preview.loyalty.points.Points",
    'points': 'shop.preview.loyalty.points:Points',
    "lines": [b"shop.preview.loyalty", r"shop.preview.loyalty.points"],
}
SERVICE = "LOYALTY:points:shop.preview.loyalty.points.Points:default"
ENTRY = "loyalty = shop.preview.loyalty.points:Points [cards]"
LIST = "shop.preview.loyalty,shop.money, shop.preview.loyalty.points"
JOINED = ("shop.preview."
          "loyalty.points")
CONCATENATED = "shop.preview.loyalty" + ".points"
TEMPLATE = "shop.preview.loyalty.%s"
FORMATTED = f"shop.preview.loyalty.{PLUGINS}.x"
PLACED = "shop.preview.loyalty.{name}".format(name="points")
COMMAND = [sys.executable, "-m", "shop.preview.loyalty"]
SHELL = "python -m shop.preview.loyalty --help"
MODULE = importlib.import_module("shop.preview.loyalty")
RELATIVE = importlib.import_module(".loyalty", "shop.preview")
ALSO = importlib.import_module(".preview.loyalty", __package__)
HERE = sys.modules["shop.preview.loyalty"]


@mock.patch("shop.preview.loyalty.points.Points")
@mock.patch.object(shop.preview.loyalty.points, "Points")
@mock.patch.dict("shop.preview.loyalty.points.TABLE", {})
def test(points: "shop.preview.loyalty.points.Points", other):
    with mock.patch(JOINED + ".Points"):
        pass
    exec("from shop.preview import loyalty\nprint(loyalty)")
