# Form: a name built with format
from importlib import import_module

vpn = import_module("{}.preview.{name}".format("host", name="vpn"))
