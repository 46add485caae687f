import importlib
import shop.preview.loyalty.points
from shop.preview import loyalty

NAME = "points"
A = f"shop.preview.loyalty.{NAME}"
B = f"shop.preview.loyalty.points.{NAME!r}"
C = f"{NAME}.shop.preview.loyalty.points"
D = f"{'shop.preview.loyalty.points'}"
E = importlib.import_module(f"shop.preview.loyalty.{NAME}")
F = f"{importlib.import_module('shop.preview.loyalty.points')}"
G = f"{f'{shop.preview.loyalty.points.Points}'}"
H = f"see shop.preview.loyalty {NAME}"
I = (f"shop.preview.loyalty."
     f"{NAME}")
J = rf"shop.preview.loyalty.{NAME}"
K = f"""shop.preview.loyalty.{NAME}
"""
L = "{}.loyalty".format("shop.preview")
M = "shop.preview.loyalty.{}".format(NAME)
N = "shop.preview.loyalty.%s" % NAME
O = "shop.preview.loyalty." + NAME
P = ".".join(["shop", "preview", "loyalty", "points"])
