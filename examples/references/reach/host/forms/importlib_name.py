# Form: built from __name__
from importlib import import_module

vpn = import_module(__name__.split(".")[0] + ".preview.vpn")
