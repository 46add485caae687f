# Form: a relative name with a package
from importlib import import_module

vpn = import_module(".preview.vpn", package="host")
