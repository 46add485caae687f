# Form: a name built with %
from importlib import import_module

vpn = import_module("host.%s.vpn" % "preview")
