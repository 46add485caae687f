import os
from pathlib import Path

HERE = Path(__file__).parent
A = os.path.join("shop", "preview", "loyalty")
B = Path("shop/preview/loyalty/points.py")
C = HERE / "preview" / "loyalty"
D = "shop/preview/loyalty"
E = "./shop/preview/loyalty/points.py"
F = "shop/preview/loyalty_more"
G = "/usr/share/shop/preview/loyalty/points.py"
H = "https://example.org/shop/preview/loyalty/points.py"
I = "git add shop/preview/loyalty/points.py"
J = b"shop/preview/loyalty", b"shop.preview.loyalty"
K = "shop\\preview\\loyalty"
