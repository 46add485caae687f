import shop.preview
from shop import preview
from operator import attrgetter

A = getattr(shop.preview, "loyalty")
B = getattr(preview, "loyalty").points
C = hasattr(preview, "loyalty")
setattr(preview, "loyalty", None)
D = attrgetter("preview.loyalty")(shop)
E = vars(preview)["loyalty"]
F = preview.__dict__["loyalty"]
G = shop.preview.__name__ + ".loyalty"
H = preview.loyalty
