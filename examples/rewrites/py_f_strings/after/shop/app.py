import importlib
import shop.loyalty.points
from shop import loyalty

NAME = "points"
A = f"shop.loyalty.{NAME}"
B = f"shop.loyalty.points.{NAME!r}"
C = f"{NAME}.shop.preview.loyalty.points"
D = f"{'shop.preview.loyalty.points'}"
E = importlib.import_module(f"shop.loyalty.{NAME}")
F = f"{importlib.import_module('shop.preview.loyalty.points')}"
G = f"{f'{shop.loyalty.points.Points}'}"
H = f"see shop.preview.loyalty {NAME}"
I = (f"shop.loyalty."
     f"{NAME}")
J = rf"shop.loyalty.{NAME}"
K = f"""shop.loyalty.{NAME}
"""
L = "{}.loyalty".format("shop.preview")
M = "shop.loyalty.{}".format(NAME)
N = "shop.loyalty.%s" % NAME
O = "shop.loyalty." + NAME
P = ".".join(["shop", "preview", "loyalty", "points"])
