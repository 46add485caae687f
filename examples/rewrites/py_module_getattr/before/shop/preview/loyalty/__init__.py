import importlib
from importlib import import_module


def __getattr__(name):
    return importlib.import_module("." + name, __name__)


def sibling(name):
    return import_module(f"..{name}", __name__), import_module("..", package=__package__)


A = importlib.import_module(".points", __name__)
B = importlib.import_module("..gifts", __name__)
C = importlib.import_module(".points", "shop.preview.loyalty")
D = import_module(name="..gifts", package=__package__)
E = import_module("..", __name__)
