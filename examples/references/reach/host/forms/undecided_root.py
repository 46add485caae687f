# Form: the package unknown, the tree known (undecided)
from importlib import import_module


def load(root):
    # host or a fork of it
    return import_module(root + ".preview.vpn")
