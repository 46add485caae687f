import importlib
from importlib import import_module


def __getattr__(name):
    return importlib.import_module("." + name, __name__)


def sibling(name):
    return import_module(f"..{name}", __name__), import_module("shop.preview", package=__package__)


A = importlib.import_module(".points", __name__)
B = importlib.import_module("shop.preview.gifts", __name__)
C = importlib.import_module(".points", "shop.customers.cards")
D = import_module(name="shop.preview.gifts", package=__package__)
E = import_module("shop.preview", __name__)
