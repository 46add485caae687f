# Form: a name held in a module constant
from importlib import import_module

PACKAGE = "host.preview"
vpn = import_module(PACKAGE + ".vpn")
