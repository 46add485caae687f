from importlib import resources

FORM = resources.files("shop.preview.loyalty.forms").joinpath("card.html")
SAME = resources.files("shop.preview.loyalty") / "forms" / "card.html"
GONE = resources.files("shop.preview.loyalty.sounds")
PATH = "shop/preview/loyalty/forms/card.html", "shop/preview/loyalty/sounds/ping.wav"
