import importlib

_LAZY = {"Points": "shop.customers.cards.points", "loyalty": "shop.customers.cards"}
_SUBMODULES = ["loyalty", "gifts"]


def __getattr__(name):
    if name == "loyalty":
        from ..customers import cards as loyalty
        return loyalty
    if name in _LAZY:
        return getattr(importlib.import_module(_LAZY[name]), name)
    if name in _SUBMODULES:
        return importlib.import_module(f".{name}", __name__)
    raise AttributeError(name)


def __dir__():
    return ["loyalty", *_LAZY]
