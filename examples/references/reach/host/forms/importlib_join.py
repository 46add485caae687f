# Form: a name built with join
from importlib import import_module

vpn = import_module(".".join(["host", "preview", "vpn"]))
