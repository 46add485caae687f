import importlib

__all__ = ["gifts", "loyalty"]
_WHERE = {"Points": ".loyalty.points", "Card": "loyalty"}


def __getattr__(name):
    return getattr(importlib.import_module(_WHERE[name], __name__), name)
