# Form: a relative name and __package__
from importlib import import_module

vpn = import_module("..preview.vpn", __package__)
