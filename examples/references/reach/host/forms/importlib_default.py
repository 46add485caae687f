# Form: the default of a parameter
from importlib import import_module


def load(name="host.preview.vpn"):
    return import_module(name)
