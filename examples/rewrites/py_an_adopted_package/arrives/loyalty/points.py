import loyalty
import loyalty.rules
from importlib import import_module, resources

DOMAIN = "loyalty"
loyalty_groups = ["loyalty"]
RULES = loyalty.rules.RULES
HERE = resources.files("loyalty")
RULE = import_module("loyalty.rules")
LONG_GONE = "loyalty.v1.plugin:Plugin"
revision = "start_loyalty"


def show(loyalty):
    return loyalty.rules, dir(loyalty)


def name():
    return __name__.split(".")[0]
