# Form: __getattr__ that compares the name
import importlib


def __getattr__(name):
    if name in ("preview", "forms"):
        return importlib.import_module("." + name, __package__)
    raise AttributeError(name)
