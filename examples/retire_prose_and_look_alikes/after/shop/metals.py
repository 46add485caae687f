"""Gold and silver, in preview quality."""

NAMES = ["gold", "shop", "preview"]
TEXT = "shop preview gold"
PREFIX = "shop.preview.goldsmith"
HOST = "shop.preview.gold-rush.example.org"


def is_gold(name):
    return name == "gold"
