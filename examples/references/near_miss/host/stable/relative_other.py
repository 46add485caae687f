# Near miss: a relative name in another package
from importlib import import_module

vpn = import_module(".preview.vpn", package="other")
full = import_module("preview.vpn", package="host")
