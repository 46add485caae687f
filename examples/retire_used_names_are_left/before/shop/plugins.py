from importlib import import_module

LAZY = {"gold": "shop.preview.gold"}


def load():
    return import_module("shop.preview.gold")
