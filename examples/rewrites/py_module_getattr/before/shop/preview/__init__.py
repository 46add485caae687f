import importlib

_LAZY = {"Points": "shop.preview.loyalty.points", "loyalty": "shop.preview.loyalty"}
_SUBMODULES = ["loyalty", "gifts"]


def __getattr__(name):
    if name == "loyalty":
        from . import loyalty
        return loyalty
    if name in _LAZY:
        return getattr(importlib.import_module(_LAZY[name]), name)
    if name in _SUBMODULES:
        return importlib.import_module(f".{name}", __name__)
    raise AttributeError(name)


def __dir__():
    return ["loyalty", *_LAZY]
