import shop.preview.cards
import shop.preview.cards.rules
from importlib import import_module, resources

DOMAIN = "loyalty"
loyalty_groups = ["loyalty"]
RULES = shop.preview.cards.rules.RULES
HERE = resources.files("shop.preview.cards")
RULE = import_module("shop.preview.cards.rules")
LONG_GONE = "loyalty.v1.plugin:Plugin"
revision = "start_loyalty"


def show(loyalty):
    return loyalty.rules, dir(loyalty)


def name():
    return __name__.split(".")[0]
