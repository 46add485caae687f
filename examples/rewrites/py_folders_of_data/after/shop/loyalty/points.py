from importlib import resources

FORM = resources.files("shop.loyalty.forms").joinpath("card.html")
SAME = resources.files("shop.loyalty") / "forms" / "card.html"
GONE = resources.files("shop.preview.loyalty.sounds")
PATH = "shop/loyalty/forms/card.html", "shop/preview/loyalty/sounds/ping.wav"
